# Prints what zsh would offer to complete LINE with, one candidate a line:
#
#   zsh -f complete.zsh DIRECTORY LINE
#
# DIRECTORY has the completion function. Completion works only in an interactive shell: one runs in a terminal here.
zmodload zsh/zpty
export DIRECTORY=$1 FOUND=$(mktemp)
zpty shell zsh -f -i
zpty -w shell 'PROMPT=; fpath=($DIRECTORY $fpath); autoload -Uz compinit; compinit -u -D'
zpty -w shell 'compadd() {
    if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\ * ]]; then
        local -a hits
        builtin compadd -A hits "$@"
        print -rl -- $hits >>$FOUND
    fi
    builtin compadd "$@"
}
probe() { _main_complete; compstate[insert]=; compstate[list]= }
zle -C probe complete-word probe; bindkey "^T" probe; clear-line() { BUFFER= }; zle -N clear-line; bindkey "^G" clear-line; print READY'
zpty -r shell ready '*READY*READY*'
zpty -w -n shell $2$'\x14'
zpty -w shell $'\x07exit'
while zpty -r shell rest; do :; done
grep -v '^$' $FOUND | sort -u
rm $FOUND
