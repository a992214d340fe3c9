; The setup program. Options: /S silent, /AllUsers or /CurrentUser (default), /D=FOLDER last.
; setup.py gives VERSION, BUNDLE, WORK, TARGET, KILOBYTES, COMPANY and SUMMARY.
Target amd64-unicode
ManifestDPIAware true
SetOverwrite on

!define NAME "KQuant"
!define PROGID "KQuant.Picture"
!define CLASSES "Software\Classes"
!define CAPABILITIES "Software\KQuant\Capabilities"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\KQuant"

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_INSTALLMODE_INSTDIR "${NAME}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "Software\KQuant"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "Folder"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "Software\KQuant"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "Folder"
!define MULTIUSER_USE_PROGRAMFILES64
!include MultiUser.nsh
!include MUI2.nsh
!include "${WORK}/file-types.nsh"

Name "${NAME}"
OutFile "${TARGET}"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "Setup of ${NAME}"
VIAddVersionKey CompanyName "${COMPANY}"
VIAddVersionKey LegalCopyright "MIT licence"

!define MUI_ICON "${WORK}/kquant.ico"
!define MUI_UNICON "${WORK}/kquant.ico"
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE English

; A program that runs cannot be written over: ask to close it; a silent setup ends with exit code 5.
!macro WaitUntilClosed FILE
  ${Do}
    ${IfNot} ${FileExists} "${FILE}"
      ${Break}
    ${EndIf}
    ClearErrors
    FileOpen $0 "${FILE}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${Break}
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "KQuant is running. Close it, then try again." /SD IDCANCEL IDRETRY +3
      SetErrorLevel 5
      Quit
  ${Loop}
!macroend

!macro PreferFolderBefore
  Exch $0
  ${If} $0 != ""
    StrCpy $INSTDIR $0
  ${EndIf}
  Pop $0
!macroend

!macro RemoveProgram
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\kquant.exe"
  Delete "$INSTDIR\kquant-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
!macroend

; MultiUser.nsh forgets the folder of /D=, and in the uninstaller the one that it lies in.
Function .onInit
  Push $INSTDIR
  !insertmacro MULTIUSER_INIT
  !insertmacro PreferFolderBefore
FunctionEnd

Function un.onInit
  Push $INSTDIR
  !insertmacro MULTIUSER_UNINIT
  !insertmacro PreferFolderBefore
FunctionEnd

Section
  !insertmacro WaitUntilClosed "$INSTDIR\kquant.exe"
  !insertmacro WaitUntilClosed "$INSTDIR\kquant-cli.exe"
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\kquant.exe" "" "" "" "" "" "${SUMMARY}"
  WriteRegStr SHCTX "Software\KQuant" "Folder" "$INSTDIR"

  ; Among "Open with" and in the list of default apps; what opens pictures now stays what it is.
  WriteRegStr SHCTX "${CLASSES}\${PROGID}" "" "Picture"
  WriteRegStr SHCTX "${CLASSES}\${PROGID}\DefaultIcon" "" "$INSTDIR\kquant.exe,0"
  WriteRegStr SHCTX "${CLASSES}\${PROGID}\shell\open\command" "" '"$INSTDIR\kquant.exe" "%1"'
  WriteRegStr SHCTX "${CLASSES}\Applications\kquant.exe" "FriendlyAppName" "${NAME}"
  WriteRegStr SHCTX "${CLASSES}\Applications\kquant.exe\shell\open\command" "" '"$INSTDIR\kquant.exe" "%1"'
  WriteRegStr SHCTX "${CAPABILITIES}" "ApplicationName" "${NAME}"
  WriteRegStr SHCTX "${CAPABILITIES}" "ApplicationDescription" "${SUMMARY}"
  WriteRegStr SHCTX "Software\RegisteredApplications" "${NAME}" "${CAPABILITIES}"
  !insertmacro AddFileTypes

  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "${COMPANY}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\kquant.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section Uninstall
  !insertmacro WaitUntilClosed "$INSTDIR\kquant.exe"
  !insertmacro WaitUntilClosed "$INSTDIR\kquant-cli.exe"
  !insertmacro RemoveProgram
  RMDir "$INSTDIR" ; only if nobody put anything else there
  Delete "$SMPROGRAMS\${NAME}.lnk"
  !insertmacro RemoveFileTypes
  DeleteRegKey SHCTX "${CLASSES}\${PROGID}"
  DeleteRegKey SHCTX "${CLASSES}\Applications\kquant.exe"
  DeleteRegValue SHCTX "Software\RegisteredApplications" "${NAME}"
  DeleteRegKey SHCTX "${UNINSTALL}"
  DeleteRegKey SHCTX "Software\KQuant"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
