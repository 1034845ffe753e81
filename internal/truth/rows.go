package main

import (
	"encoding/json"
	"strings"

	"github.com/yourside/yourside/checks/check/checktest"
)

// documents are the fields that hold a policy as text. In a case they may be
// written as the JSON that they are.
var documents = map[string]bool{"Policy": true, "Document": true, "AssumeRolePolicyDocument": true, "Content": true}

// complete fills in what a case leaves out of its rows, as the ARN says it: the
// partition, the account, the region and the ID.
func complete(rows []byte) ([]byte, error) {
	var all []map[string]any
	if err := json.Unmarshal(rows, &all); err != nil {
		return nil, err
	}
	for _, row := range all {
		arn, _ := row["arn"].(string)
		parts := append(strings.SplitN(arn, ":", 6), "", "", "", "", "", "")
		given := func(key, value string) {
			if _, ok := row[key]; !ok {
				row[key] = value
			}
		}
		given("partition", checktest.Account.Partition)
		given("account", checktest.Account.ID)
		given("id", arn[strings.LastIndexAny(arn, ":/")+1:])
		switch {
		case parts[3] != "":
			given("region", parts[3])
		case parts[2] == "s3":
			given("region", checktest.Region)
		}
		for key, value := range row {
			row[key] = asText(key, value)
		}
	}
	return json.Marshal(all)
}

// asText turns policies that are written as JSON into text, in all depths.
func asText(key string, value any) any {
	switch v := value.(type) {
	case map[string]any:
		if documents[key] {
			text, _ := json.Marshal(v) // of what JSON was parsed to
			return string(text)
		}
		for k, inner := range v {
			v[k] = asText(k, inner)
		}
	case []any:
		for i, inner := range v {
			v[i] = asText(key, inner)
		}
	}
	return value
}
