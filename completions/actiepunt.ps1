# PowerShell completion for actiepunt: run this file in your $PROFILE.
Register-ArgumentCompleter -Native -CommandName actiepunt -ScriptBlock {
    param($word, $ast, $position)
    $line = $ast.ToString()
    $end = $position - $ast.Extent.StartOffset
    if ($end -lt $line.Length) { $line = $line.Substring(0, $end) } else { $line = $line.PadRight($end) }
    $env:_ACTIEPUNT_COMPLETE = 'powershell_complete'
    $env:ACTIEPUNT_LINE = $line
    try { $answer = & $ast.CommandElements[0].ToString() 2>$null }
    finally {
        Remove-Item Env:_ACTIEPUNT_COMPLETE
        Remove-Item Env:ACTIEPUNT_LINE
    }
    foreach ($row in $answer) {
        $kind, $value, $text = $row -split "`t", 3
        if ($kind -eq 'plain') {
            $tip = if ($text) { $text } else { $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $tip)
        } else {
            Get-ChildItem -Path "$word*" -Directory:($kind -eq 'dir') -ErrorAction SilentlyContinue |
                ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new(
                        $_.Name, $_.Name, 'ProviderItem', $_.FullName)
                }
        }
    }
}
