export function nodeArchive (fill: (directory: string, copyBinary: (from: string, to?: string) => void) => void): Buffer
