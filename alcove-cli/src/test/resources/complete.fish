# Prints what fish would offer to complete LINE with, one candidate a line:
#
#   fish complete.fish SCRIPT LINE
source $argv[1]
complete -C $argv[2] | string replace -r '\t.*' ''
