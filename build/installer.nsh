; Windows takes only what follows the last dot for a file's kind, so `.flow.yaml` cannot be claimed without claiming every
; YAML file. The app is added to what "Open with" offers for them, and the person's own choice stays.
!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\Countersign.Flow" "" "Countersign flow"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Countersign.Flow\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Countersign.Flow\shell\open\command" "" '"$appExe" "%1"'
  WriteRegNone SHELL_CONTEXT "Software\Classes\.yaml\OpenWithProgids" "Countersign.Flow"
!macroend

; The home with runs, approvals and secrets is never touched. `countersign:` is registered by the app itself.
!macro customUnInstall
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.yaml\OpenWithProgids" "Countersign.Flow"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Countersign.Flow"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\countersign"
!macroend
