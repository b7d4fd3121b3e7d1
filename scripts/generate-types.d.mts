import type { Root } from 'protobufjs'

export function loadRoot (): Root
export function descriptorsText (parsed: Root): string
