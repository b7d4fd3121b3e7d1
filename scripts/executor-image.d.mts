export const executorProgram: string
export const executorImage: string
export function executorArchive (): Buffer
