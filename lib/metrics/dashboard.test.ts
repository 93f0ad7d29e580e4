import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { METRICS, type Metric, type MetricName } from './catalogue.ts'

const file = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8')
const names = Object.keys(METRICS) as MetricName[]

/** The metrics and labels that a Prometheus query names, metrics without the suffixes of a histogram. */
function namesIn(query: string) {
  const metrics = [...query.matchAll(/\b(?:latchkey|process|nodejs)_\w+/g)].map(([name]) =>
    name.replace(/_(?:bucket|sum|count)$/, ''),
  )
  const grouped = [...query.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(/, */),
  )
  const matched = [...query.matchAll(/[{,](\w+)(?:=~|!~|!=|=)"/g)].map(([, label = '']) => label)
  return { metrics, labels: [...grouped, ...matched] }
}

/** The labels of a metric: its own, those that the scraper adds, and that of a histogram's buckets. */
function labelsOf(name: string): string[] {
  const { labels, type }: Metric = METRICS[name as MetricName]
  return [...labels, 'instance', 'job', ...(type === 'histogram' ? ['le'] : [])]
}

function expectKnown(query: string): void {
  const { metrics, labels } = namesIn(query)
  expect(metrics, query).not.toEqual([])
  expect(names, query).toEqual(expect.arrayContaining(metrics))
  for (const name of metrics) expect(labelsOf(name), query).toEqual(expect.arrayContaining(labels))
}

describe('deploy/grafana-dashboard.json', () => {
  const dashboard = JSON.parse(file('deploy/grafana-dashboard.json'))
  const queries: string[] = dashboard.panels.flatMap((panel: { targets: { expr: string }[] }) =>
    panel.targets.map(({ expr }) => expr),
  )

  it('asks for nothing that /metrics does not show', () => {
    for (const query of [...queries, dashboard.templating.list[1].query.query]) expectKnown(query)
  })

  it('has a panel for each metric', () => {
    expect(new Set(queries.flatMap(query => namesIn(query).metrics))).toEqual(new Set(names))
  })
})

describe('docs/monitoring.md', () => {
  const doc = file('docs/monitoring.md')

  it('explains each metric and no other', () => {
    const rows = [...doc.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)
    expect(rows.toSorted()).toEqual(names.toSorted())
  })

  it('alerts on nothing that /metrics does not show', () => {
    const alerts = [...doc.matchAll(/^ +expr: (.*)$/gm)].map(([, query = '']) => query)
    expect(alerts.length).toBeGreaterThan(5)
    for (const query of alerts) if (!query.startsWith('up')) expectKnown(query)
  })
})
