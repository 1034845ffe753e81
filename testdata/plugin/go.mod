module example.com/acme

go 1.26.0

require github.com/yourside/yourside v0.0.0

replace github.com/yourside/yourside => ../..
