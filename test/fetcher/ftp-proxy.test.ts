import t from 'tap'
import { ftpProxy } from '../../lib/fetcher/ftp-proxy.ts'

t.test('the variable that asks for a proxy is told', async (t) => {
  for (const name of ['ftp_proxy', 'FTP_PROXY', 'all_proxy', 'ALL_PROXY']) t.equal(ftpProxy({ [name]: 'http://proxy:3128' }, 'host'), name)
  t.equal(ftpProxy({ ftp_proxy: '', http_proxy: 'http://proxy:3128' }, 'host'), undefined)
})

t.test('hosts that no_proxy names are spared', async (t) => {
  const of = (noProxy: object, host = 'ftp.example.org') => ftpProxy({ ftp_proxy: 'http://proxy:3128', ...noProxy }, host)
  for (const entry of ['*', 'example.org', '.example.org', '*.example.org', 'other, FTP.example.org:21']) t.equal(of({ no_proxy: entry }), undefined, entry)
  t.equal(of({ NO_PROXY: 'example.org' }), undefined)
  for (const entry of ['', 'ample.org', 'example.com']) t.equal(of({ no_proxy: entry }), 'ftp_proxy', entry)
})
