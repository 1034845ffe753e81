// Command yourside scans the customer's side of an AWS account.
package main

import "github.com/yourside/yourside"

func main() { yourside.Main() }
