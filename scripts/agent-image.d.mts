export function agentImage (): string
export function agentArchive (): Buffer
export function importAgentImage (socketPath: string, image?: string): Promise<string>
