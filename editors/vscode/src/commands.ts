// The commands of the extension, as in package.json.

export const commands = {
  showFrameLayout: 'coroscope.showFrameLayout',
  restart: 'coroscope.restart',
  showLog: 'coroscope.showLog',
} as const;
