export const baseImage: string
export function ping (socketPath: string): Promise<boolean>
export function hasImage (socketPath: string, image: string): Promise<boolean>
export function hasBaseImage (socketPath: string): Promise<boolean>
export function importArchive (socketPath: string, archive: Buffer, image: string): Promise<void>
export function importBaseImage (socketPath: string): Promise<void>
export function canMakeBaseImage (): boolean
