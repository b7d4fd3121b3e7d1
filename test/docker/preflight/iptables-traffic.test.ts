import t from 'tap'
import { iptablesTraffic } from '../../../lib/docker/preflight/iptables-traffic.ts'

const bridge = { name: 'docker0', subnet: '172.17.0.0/16' }
const missing = '-s 172.17.0.0/16 -i docker0 -p tcp -j ACCEPT'
const judge = (...lines: string[]) => iptablesTraffic(lines.join('\n') + '\n', bridge)
const accepted = { accepted: true }
const refusedAt = (place: string) => ({ accepted: false, rule: `-A INPUT ${missing}`, command: `iptables ${place} ${missing}` })

t.test('without rules the policy decides', async (t) => {
  t.strictSame(judge('-P INPUT ACCEPT', '-P FORWARD DROP'), accepted)
  t.strictSame(judge('-P INPUT DROP', '-P FORWARD ACCEPT'), refusedAt('-A INPUT'))
})

t.test('the rule that is proposed is enough', async (t) => {
  t.strictSame(judge('-P INPUT DROP', `-A INPUT ${missing}`), accepted)
  t.strictSame(judge('-P INPUT ACCEPT', `-A INPUT ${missing}`, '-A INPUT -j DROP'), accepted)
})

t.test('before a rule that drops, the missing one is put in its place', async (t) => {
  t.strictSame(judge('-P INPUT ACCEPT', '-A INPUT -i lo -j ACCEPT', '-A INPUT -j REJECT --reject-with icmp-port-unreachable'), refusedAt('-I INPUT 2'))
  t.strictSame(judge('-P INPUT ACCEPT', '-A INPUT -i docker0 -j DROP', `-A INPUT ${missing}`), refusedAt('-I INPUT 1'))
})

t.test('rules that every connection from the bridge matches decide', async (t) => {
  for (const conditions of [
    '', ' -i docker0', ' -i docker+', ' -i +', ' -s 172.17.0.0/16', ' -s 172.16.0.0/12', ' -p tcp', ' -p tcp -m tcp',
    ' -m state --state NEW', ' -m conntrack --ctstate NEW,ESTABLISHED',
    ' -m comment --comment word', ' -m comment --comment "not -j DROP, \\"but\\""'
  ]) {
    t.strictSame(judge('-P INPUT DROP', `-A INPUT${conditions} -j ACCEPT`), accepted, conditions)
  }
})

t.test('rules that only some match, or none, decide nothing', async (t) => {
  for (const conditions of [
    '-i eth0', '-i br+', '! -i docker0', '-s 10.0.0.0/8', '-s 172.17.0.2/32', '-p udp', '-p tcp -m tcp --dport 22',
    '-m conntrack --ctstate RELATED,ESTABLISHED', '-m limit --limit 3/hour', '-d 192.0.2.1/32'
  ]) {
    t.strictSame(judge('-P INPUT ACCEPT', `-A INPUT ${conditions} -j DROP`), accepted, conditions)
  }
})

t.test('other chains are followed', async (t) => {
  const chains = ['-N zone', '-A INPUT -i docker0 -j zone', '-A INPUT -j LOG --log-prefix "x -j ACCEPT"', '-A INPUT -j DROP']
  t.strictSame(judge('-P INPUT ACCEPT', ...chains, '-A zone -p tcp -j ACCEPT'), accepted)
  t.strictSame(judge('-P INPUT ACCEPT', ...chains, '-A zone -j RETURN', '-A zone -j ACCEPT'), refusedAt('-I INPUT 3'))
  t.strictSame(judge('-P INPUT ACCEPT', ...chains, '-A zone -s 172.17.0.0/16'), refusedAt('-I INPUT 3'), 'a rule that only counts')
  t.strictSame(judge('-P INPUT ACCEPT', '-A INPUT -g zone', '-A INPUT -j DROP', '-A zone -j RETURN'), accepted)
})
