import t from 'tap'
import { modeText } from '../../../lib/agent/operator/mode-text.ts'

t.test('a mode is shown as ls shows it', async t => {
  const rows: Array<[number, string]> = [
    [0o100644, '-rw-r--r--'], [0o040750, 'drwxr-x---'], [0o120777, 'lrwxrwxrwx'], [0o010600, 'prw-------'], [0o140755, 'srwxr-xr-x'], [0o020666, 'crw-rw-rw-'],
    [0o060660, 'brw-rw----'], [0o104755, '-rwsr-xr-x'], [0o102644, '-rw-r-Sr--'], [0o041777, 'drwxrwxrwt'], [0o041776, 'drwxrwxrwT']
  ]
  for (const [mode, shown] of rows) t.equal(modeText(mode), shown)
})
