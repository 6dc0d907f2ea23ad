# Completion of orm-lint for bash; test/lint/completion.test compares it with `orm-lint --help`.
_orm_lint() {
  local current previous verb=check word
  COMPREPLY=()
  _get_comp_words_by_ref -n = current previous 2>/dev/null || {
    current=${COMP_WORDS[COMP_CWORD]}
    previous=${COMP_WORDS[COMP_CWORD - 1]}
  }
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in extract | link) verb=$word ;; esac
  done
  case $previous in
    --format) mapfile -t COMPREPLY < <(compgen -W "text json sarif github gitlab html" -- "$current"); return ;;
    --checks) mapfile -t COMPREPLY < <(compgen -W "orm-* orm-n-plus-one orm-ineffective-prefetch orm-query-in-loop orm-unused-eager-load orm-write-in-loop" -- "$current"); return ;;
    --diff) mapfile -t COMPREPLY < <(compgen -W "$(git for-each-ref --format='%(refname:short)' 2>/dev/null)" -- "$current"); return ;;
    --option) mapfile -t COMPREPLY < <(compgen -S = -W "OrmProfiles OrmMinConfidence OrmMaxPathDepth OrmUnknownRows OrmErrorNesting OrmStats OrmEveryFunction" -- "$current"); return ;;
    --report) mapfile -t COMPREPLY < <(compgen -S = -W "text json sarif github gitlab html" -- "$current"); return ;;
    --cache | --root | --objects) compopt -o dirnames; return ;;
    -j | --shard) return ;;
  esac
  local both="--help --version --option -o --cache"
  local reads="-p -j --no-cache --objects"
  local reports="--checks --format --report --root --fix --dry-run --baseline --update-baseline --index"
  case $current in
    -*)
      case $verb in
        check) word="$both $reads $reports --diff" ;;
        extract) word="$both $reads --shard --depfile" ;;
        link) word="$both $reports" ;;
      esac
      mapfile -t COMPREPLY < <(compgen -W "$word" -- "$current")
      ;;
    *)
      compopt -o default
      [[ $COMP_CWORD -ne 1 ]] || mapfile -t COMPREPLY < <(compgen -W "extract link" -- "$current")
      ;;
  esac
}
complete -F _orm_lint orm-lint
