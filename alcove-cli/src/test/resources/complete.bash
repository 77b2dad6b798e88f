# Prints what bash would offer to complete LINE with, one candidate a line:
#
#   bash complete.bash SCRIPT LINE
#
# SCRIPT is the completion script. The line is taken apart as readline does, with = and : as words of their own.
source "$1"
COMP_LINE=$2 COMP_POINT=${#2} COMP_WORDS=()
rest=$2
while [[ $rest ]]; do
    case $rest in
        ' '*) rest=${rest#' '}; [[ $rest ]] || COMP_WORDS+=('') ;;
        [=:]*) COMP_WORDS+=("${rest:0:1}"); rest=${rest:1}; [[ $rest ]] || COMP_WORDS+=('') ;;
        *) word=${rest%%[ =:]*}; COMP_WORDS+=("$word"); rest=${rest#"$word"} ;;
    esac
done
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_alcove alcove
printf '%s\n' "${COMPREPLY[@]}"
