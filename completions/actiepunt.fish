# fish completion for actiepunt: source this file, or put it in ~/.config/fish/completions.
function _actiepunt
    set -l command (commandline --current-process --tokenize --cut-at-cursor)[1]
    for line in (_ACTIEPUNT_COMPLETE=fish_complete \
            ACTIEPUNT_LINE=(commandline --current-process --cut-at-cursor | string collect) \
            $command 2>/dev/null)
        set -l parts (string split --max 1 \t -- $line)
        switch $parts[1]
            case plain
                echo $parts[2]
            case file
                __fish_complete_path (commandline --current-token --cut-at-cursor)
            case dir
                __fish_complete_directories (commandline --current-token --cut-at-cursor)
        end
    end
end
complete --command actiepunt --no-files --keep-order --arguments '(_actiepunt)'
