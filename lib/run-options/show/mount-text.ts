interface Mount {
  Type?: string
  Source?: string
  Target?: string
  ReadOnly?: boolean
  BindOptions?: { Propagation?: string, NonRecursive?: boolean }
  VolumeOptions?: { NoCopy?: boolean, Labels?: Record<string, string>, DriverConfig?: { Name?: string, Options?: Record<string, string> } }
  TmpfsOptions?: { SizeBytes?: number, Mode?: number }
}

/** A mount as `--mount` takes it: fields of one CSV line. */
export function mountText (mount: Mount): string {
  const { BindOptions: bind = {}, VolumeOptions: volume = {}, TmpfsOptions: tmpfs = {} } = mount
  const pairs = (key: string, map: Record<string, string> = {}): Array<[string, string]> => Object.entries(map).map(([name, value]) => [key, `${name}=${value}`])
  const fields: Array<[string, unknown]> = [
    ['type', mount.Type],
    ['source', mount.Source],
    ['target', mount.Target],
    ['readonly', mount.ReadOnly === true ? true : undefined],
    ['bind-propagation', bind.Propagation],
    ['bind-nonrecursive', bind.NonRecursive],
    ['volume-nocopy', volume.NoCopy],
    ...pairs('volume-label', volume.Labels),
    ['volume-driver', volume.DriverConfig?.Name],
    ...pairs('volume-opt', volume.DriverConfig?.Options),
    ['tmpfs-size', tmpfs.SizeBytes],
    ['tmpfs-mode', tmpfs.Mode?.toString(8)]
  ]
  return fields.filter(([, value]) => value !== undefined).map(([key, value]) => csvField(`${key}=${String(value)}`)).join(',')
}

function csvField (text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
