# bash completion for actiepunt: source this file, or put it where bash-completion looks.
_actiepunt() {
    local kind word text wide=0 descriptions=
    local -a words=() texts=()
    # 63 and 33: bash is about to list the words, so that descriptions can stand beside them.
    [[ $COMP_TYPE == 63 || $COMP_TYPE == 33 ]] && descriptions=1
    COMPREPLY=()
    while IFS=$'\t' read -r kind word text; do
        case $kind in
            plain) words+=("$word"); texts+=("$text")
                   (( ${#word} > wide )) && wide=${#word} ;;
            file) compopt -o default 2>/dev/null ;;
            dir) compopt -o dirnames 2>/dev/null ;;
        esac
    done < <(_ACTIEPUNT_COMPLETE=bash_complete ACTIEPUNT_LINE="${COMP_LINE:0:COMP_POINT}" \
             "${1/#\~/$HOME}" 2>/dev/null)
    local index
    for index in "${!words[@]}"; do
        word=${words[index]} text=${texts[index]}
        if [[ $descriptions && $text && ${#words[@]} -gt 1 ]]; then
            printf -v word '%-*s  %s' "$wide" "$word" "$text"
            word=${word:0:${COLUMNS:-80}-1}
        fi
        COMPREPLY+=("$word")
    done
    # A space follows the one word that is left, unless it may go on after a colon.
    [[ ${#words[@]} == 1 && ${words[0]} == *: ]] && compopt -o nospace 2>/dev/null
    return 0
}
complete -o nosort -F _actiepunt actiepunt 2>/dev/null || complete -F _actiepunt actiepunt
