# Completion of mtsim in bash.  What there is to offer is asked of the program
# that stands on the line, and looked up where that program finds its data.
#
# Functions share the locals of _mtsim(): program, cur, prefix, line, word.

# Offers the lines of standard input that go on from $cur.
_mtsim_offer()
{
    local one

    while IFS= read -r one; do
        if [[ -n $one && $one == "$cur"* ]]; then
            COMPREPLY+=("$prefix$one")
        fi
    done
}

# What is completed begins behind the last of these characters.
_mtsim_behind()
{
    if [[ $cur == *[$1]* ]]; then
        prefix=${cur%"${cur##*[$1]}"}
        cur=${cur#"$prefix"}
    fi
}

# Offers folders, and files with one of these suffixes.
_mtsim_offer_files()
{
    local suffix

    compopt -o filenames 2>/dev/null
    _mtsim_offer < <(compgen -d -- "$cur")
    for suffix in "$@"; do
        _mtsim_offer < <(compgen -f -X "!*$suffix" -- "$cur")
    done
}

# ---- what there is ----

# Names of the files below a folder of the data, without their suffix.
_mtsim_shipped()
{
    local data=${MTSIM_DATA-}

    if [[ -z $data ]]; then
        data=$(readlink -f -- "$(type -P -- "$program")") || return
        data=${data%/*}/../share/mtsim
    fi
    find "$data/$1/" -name "*$2" 2>/dev/null | sed "s,.*/,,; s,\\$2\$,," |
        sort
}

_mtsim_commands()
{
    "$program" help 2>/dev/null | sed -n 's/^  \([a-z]*\)  .*/\1/p'
}

_mtsim_options()
{
    "$program" "$1" --help 2>/dev/null |
        sed -n -E 's/^  (-., |    )(--[a-z-]+).*/\2/p'
}

# The options that take a value, each with a blank around it.
_mtsim_valued()
{
    "$program" "$1" --help 2>/dev/null |
        sed -n -E 's/^  (-., |    )(--[a-z-]+) [A-Z].*/ \1 \2 /p' | tr ',\n' '  '
}

# The values that the help of a command lists for an option.
_mtsim_values()
{
    "$program" "$1" --help 2>/dev/null |
        sed -n -E "s/^  (-., |    )--$2 [A-Z]+ +//p" |
        sed -e 's/ (.*//' -e 's/, else .*//' -e 's/, / /g' -e 's/ or / /g' | tr ' ' '\n'
}

# Policies with all their names, tags and stacks; WHAT are the members of JSON.
_mtsim_policies()
{
    "$program" policy list --format json 2>/dev/null |
        grep -o -E "\"($1)\" *: *\"[^\"]*\"" |
        sed -e 's/^[^:]*: *"//' -e 's/"$//' | tr ' ' '\n' | sort -u
}

_mtsim_tables()
{
    "$program" types --format csv 2>/dev/null | sed '1d; s/,.*//'
}

# Texts of the scenarios on the line, with what they include.
_mtsim_scenarios()
{
    local data=${MTSIM_DATA-} w file inc

    if [[ -z $data ]]; then
        data=$(readlink -f -- "$(type -P -- "$program")")
        data=${data%/*}/../share/mtsim
    fi
    for w in "${COMP_WORDS[@]:2}"; do
        if [[ -d $w ]]; then
            find "$w/" -name '*.scn' -exec cat -- {} + 2>/dev/null
            continue
        fi
        file=$w
        if [[ ! -f $file && $w == [[:alnum:]]* && $w != */* ]]; then
            file=$(find "$data/scenarios/" -name "$w.scn" 2>/dev/null)
        fi
        [[ $file == *.scn && -f $file ]] || continue
        cat -- "$file"
        sed -n -E 's/^include "([^"]*)".*/\1/p' "$file" |
            while IFS= read -r inc; do
                cat -- "${file%"${file##*/}"}$inc" 2>/dev/null
            done
    done
}

_mtsim_params()
{
    _mtsim_scenarios | sed -n -E 's/^param +([^ =]+) *=.*/\1/p' | sort -u
}

# Values of parameter $1.
_mtsim_param_values()
{
    _mtsim_scenarios | sed -n -E "s/^param +$1 *= *([^#]*).*/\\1/p" |
        tr -s ' ' '\n' | sort -u
}

# ---- where the cursor is ----

# "NAME=VALUE|VALUE,NAME=...", of which the last word on the line is what is
# there; bash may have cut off what is up to the "=".
_mtsim_param()
{
    local all=${line[-1]#--param=} name=

    [[ $all == *=* ]] && name=${all%=*} name=${name##*[,\'\"]}
    _mtsim_behind '=,|'
    if [[ $all != *[,=\|]* || $all == *,"$cur" ]]; then
        compopt -o nospace 2>/dev/null
        _mtsim_offer < <(_mtsim_params | sed 's/$/=/')
    fi
    if [[ $name =~ ^[[:alnum:]_-]+$ ]]; then
        _mtsim_offer < <(_mtsim_param_values "$name")
    fi
}

# The value of option $2 of command $1; false if it takes none.
_mtsim_value()
{
    [[ $(_mtsim_valued "$1") == *" $2 "* ]] || return
    case $2 in
    --policy | -p)
        _mtsim_behind ',+'
        _mtsim_offer < <(echo all; _mtsim_policies 'policy|also|tags|stack')
        _mtsim_offer_files .policy
        ;;
    --platform)
        if [[ $1 == matrix ]]; then
            _mtsim_behind ,
            _mtsim_offer <<< all
        fi
        _mtsim_offer < <(_mtsim_shipped models .platform)
        _mtsim_offer_files .platform
        ;;
    --rows | --columns | --pages)
        _mtsim_behind ,
        [[ $2 == --pages && -z $prefix ]] && _mtsim_offer <<< none
        _mtsim_offer < <(printf '%s\n' policy platform scenario; _mtsim_params)
        ;;
    --by) _mtsim_offer < <(printf '%s\n' run check) ;;
    --output | -o | --resume) _mtsim_offer_files '' ;;
    --setting) _mtsim_offer_files .setting .scn ;;
    --cell | --color) _mtsim_offer < <(_mtsim_values "$1" "${2#--}") ;;
    --format | -f) _mtsim_offer < <(_mtsim_values "$1" format) ;;
    --property | --reduce)
        _mtsim_behind ,
        _mtsim_offer < <(_mtsim_values "$1" "${2#--}")
        ;;
    --witness) _mtsim_offer_files ;;
    --param) _mtsim_param ;;
    esac
    return 0 # a number or a text
}

# An argument of command $1; the words before it are in $word.
_mtsim_argument()
{
    case $1-${#word[@]}-${word[0]-} in
    merge-*) _mtsim_offer_files '' ;;
    run-* | report-* | matrix-* | explain-0-* | fix-0-*)
        _mtsim_offer < <(_mtsim_shipped scenarios .scn)
        _mtsim_offer_files .scn
        ;;
    baseline-0-*) _mtsim_offer < <(printf '%s\n' save compare) ;;
    baseline-1-compare) _mtsim_offer_files '' ;;
    baseline-*)
        _mtsim_offer < <(_mtsim_shipped scenarios .scn)
        _mtsim_offer_files .scn
        ;;
    diff-[01]-*)
        _mtsim_offer < <(_mtsim_policies 'policy|also|stack')
        _mtsim_offer_files .policy
        ;;
    diff-*)
        _mtsim_offer < <(_mtsim_shipped scenarios .scn)
        _mtsim_offer_files .scn
        ;;
    check-*)
        if [[ ${line[-1]} == @* ]]; then
            prefix=@ cur=${line[-1]#@}
            _mtsim_offer_files ''
            compopt +o filenames 2>/dev/null # which would quote the "@"
        else
            _mtsim_offer < <(_mtsim_shipped scenarios .scn)
            _mtsim_offer_files .scn .litmus
        fi
        ;;
    types-0-*) _mtsim_offer < <(_mtsim_tables) ;;
    policy-0-*) _mtsim_offer < <(printf '%s\n' list show lint) ;;
    policy-1-show)
        _mtsim_offer < <(_mtsim_policies 'policy|also|stack')
        _mtsim_offer_files .policy
        ;;
    policy-*-lint) _mtsim_offer_files .policy ;;
    fmt-*) _mtsim_offer_files .scn .policy .platform ;;
    new-0-*) _mtsim_offer < <(printf '%s\n' scenario policy platform) ;;
    new-2-scenario) _mtsim_offer_files .scn ;;
    new-2-*) _mtsim_offer_files ".${word[0]}" ;;
    help-0-*) _mtsim_offer < <(_mtsim_commands) ;;
    esac
}

# Puts the words up to the cursor into $line, whole: of "--format=json" bash
# makes three, and of "@LIST" two.
_mtsim_line()
{
    local w glue=

    for w in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
        if [[ ${#line[@]} -gt 1 && (-n $glue || $w == =) ]]; then
            line[-1]+=$w
        else
            line+=("$w")
        fi
        [[ $w == = || $w == @ ]] && glue=yes || glue=
    done
}

# Puts the arguments behind the command, without options and their values, into
# $word.
_mtsim_words()
{
    local w before= valued

    valued=$(_mtsim_valued "${line[1]}")
    for w in "${line[@]:2:${#line[@]}-3}"; do
        if [[ -n $before && $valued == *" $before "* ]]; then
            before=
        else
            before=$w
            [[ $w == -?* ]] || word+=("$w")
        fi
    done
}

_mtsim()
{
    local program=$1 cur=${COMP_WORDS[COMP_CWORD]} prefix='' line=() word=()
    local before

    COMPREPLY=()
    _mtsim_line
    cur=${cur#[=\'\"]}
    before=${line[-2]}
    [[ ${line[-1]} == --*=* ]] && before=${line[-1]%%=*}
    if ((${#line[@]} == 2)); then
        _mtsim_offer < <(_mtsim_commands; printf '%s\n' --help --version)
    elif _mtsim_value "${line[1]}" "$before"; then
        return
    elif [[ $cur == -* ]]; then
        _mtsim_offer < <(_mtsim_options "${line[1]}")
    else
        _mtsim_words
        _mtsim_argument "${line[1]}"
    fi
}

complete -F _mtsim mtsim
