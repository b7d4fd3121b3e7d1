/** Numbers from `0-3,7`, or undefined. */
export function parseCpuSet (text: string): number[] | undefined {
  const numbers: number[] = []
  for (const part of text.split(',')) {
    const [, first, last = first] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part) ?? []
    const [from, to] = [Number(first), Number(last)]
    if (!(from <= to)) return undefined
    for (let number = from; number <= to; number++) numbers.push(number)
  }
  return numbers
}
