# Completion of mtsim in bash.  What there is to offer is asked of the program
# that stands on the line, and looked up where that program finds its data.
#
# Functions share the locals of _mtsim(): program, cur, prefix, word.

# Offers the lines of standard input that go on from $cur.
_mtsim_offer()
{
    local line

    while IFS= read -r line; do
        if [[ $line == "$cur"* ]]; then
            COMPREPLY+=("$prefix$line")
        fi
    done
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

# The values that the help of a command lists for an option.
_mtsim_values()
{
    "$program" "$1" --help 2>/dev/null |
        sed -n -E "s/^  (-., |    )--$2 [A-Z]+ +//p" |
        sed -e 's/ (.*//' -e 's/, / /g' -e 's/ or / /g' | tr ' ' '\n'
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

# "NAME=VALUE|VALUE,NAME=...", of which bash has cut off what is up to the "=".
_mtsim_param()
{
    local name before=$((COMP_CWORD - 1))

    if [[ ${COMP_WORDS[COMP_CWORD]} == = ]]; then
        name=${COMP_WORDS[before]##*,}
    elif [[ ${COMP_WORDS[before]} == = && ${COMP_WORDS[before - 1]} != --param ]]; then
        name=${COMP_WORDS[before - 1]##*,}
    fi
    if [[ $cur == *[,\|]* ]]; then
        prefix=${cur%"${cur##*[,|]}"}
        cur=${cur#"$prefix"}
        [[ $prefix == *, ]] && name=
    fi
    if [[ $name =~ ^[[:alnum:]_-]+$ ]]; then
        _mtsim_offer < <(_mtsim_param_values "$name")
    else
        _mtsim_offer < <(_mtsim_params)
    fi
}

# The value of option $2 of command $1; false if it takes none.
_mtsim_value()
{
    case $2 in
    --policy | -p)
        if [[ $cur == *[,+]* ]]; then
            prefix=${cur%"${cur##*[,+]}"}
            cur=${cur#"$prefix"}
        fi
        _mtsim_offer < <(echo all; _mtsim_policies 'policy|also|tags|stack')
        _mtsim_offer_files .policy
        ;;
    --platform)
        _mtsim_offer < <(_mtsim_shipped models .platform)
        _mtsim_offer_files .platform
        ;;
    --rows | --columns | --pages)
        if [[ $cur == *,* ]]; then
            prefix=${cur%"${cur##*,}"}
            cur=${cur#"$prefix"}
        fi
        _mtsim_offer < <(printf '%s\n' policy platform scenario; _mtsim_params)
        ;;
    --by) _mtsim_offer < <(printf '%s\n' run check) ;;
    --cell) _mtsim_offer < <(_mtsim_values "$1" cell) ;;
    --output | -o | --resume) _mtsim_offer_files '' ;;
    --format | -f) _mtsim_offer < <(_mtsim_values "$1" format) ;;
    --color) _mtsim_offer < <(_mtsim_values "$1" color) ;;
    --property | --reduce)
        if [[ $cur == *,* ]]; then
            prefix=${cur%"${cur##*,}"}
            cur=${cur#"$prefix"}
        fi
        _mtsim_offer < <(_mtsim_values "$1" "${2#--}")
        ;;
    --witness) _mtsim_offer_files ;;
    --param) _mtsim_param ;;
    --max | --title | -t | --seed | --jobs | -j | --max-states | --max-depth | \
        --memory | --shard) ;;
    *) return 1 ;;
    esac
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
        if [[ $cur == @* ]]; then
            prefix=@ cur=${cur#@}
            _mtsim_offer_files ''
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

# Puts the arguments behind the command, without options and their values, into
# $word.
_mtsim_words()
{
    local w before=

    for w in "${COMP_WORDS[@]:2:COMP_CWORD-2}"; do
        case $before in
        --policy | -p | --platform | --format | -f | --color | --param | \
            --seed | --jobs | -j | --property | --reduce | --witness | \
            --title | -t | --max-states | --max-depth | --memory | --rows | \
            --columns | --pages | --by | --cell | --output | -o | --shard | \
            --resume)
            [[ $w == = ]] && continue
            ;;
        *) [[ $w == -?* ]] || word+=("$w") ;;
        esac
        before=$w
    done
}

_mtsim()
{
    local program=$1 cur=${COMP_WORDS[COMP_CWORD]} prefix='' word=()
    local before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}

    COMPREPLY=()
    # Of "--format=json" bash makes three words.
    if [[ $cur == = ]]; then
        cur=
    elif [[ $before == = && $COMP_CWORD -gt 2 ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
        # "--param NAME=VALUE" has one more word
        [[ ${COMP_WORDS[COMP_CWORD - 3]} == --param ]] && before=--param
    fi
    if [[ $COMP_CWORD -gt 3 && ${COMP_WORDS[COMP_CWORD]} == = &&
        ${COMP_WORDS[COMP_CWORD - 2]} == --param ]]; then
        before=--param
    fi
    if ((COMP_CWORD == 1)); then
        _mtsim_offer < <(_mtsim_commands; printf '%s\n' --help --version)
    elif _mtsim_value "$command" "$before"; then
        return
    elif [[ $cur == -* ]]; then
        _mtsim_offer < <(_mtsim_options "$command")
    else
        _mtsim_words
        _mtsim_argument "$command"
    fi
}

complete -F _mtsim mtsim
