const WORDS = new Map(['1', 't', 'T', 'TRUE', 'true', 'True'].map((word) => [word, true]))
for (const word of ['0', 'f', 'F', 'FALSE', 'false', 'False']) WORDS.set(word, false)

/** The spellings that the docker CLI takes; any other: undefined. */
export function parseBoolean (text: string): boolean | undefined {
  return WORDS.get(text)
}
