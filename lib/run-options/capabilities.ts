const CLASSIC = 'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE NET_BROADCAST NET_ADMIN NET_RAW ' +
  'IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE ' +
  'AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ'

/** Of Linux 5.8 and 5.9: engines before API 1.42 do not know them. */
export const newCapabilities: readonly string[] = ['CAP_PERFMON', 'CAP_BPF', 'CAP_CHECKPOINT_RESTORE']

/** Every capability that an engine may know, in its own spelling, and ALL. */
export const knownCapabilities: ReadonlySet<string> = new Set(['ALL', ...CLASSIC.split(' ').map((name) => `CAP_${name}`), ...newCapabilities])
