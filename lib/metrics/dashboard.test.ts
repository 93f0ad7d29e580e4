import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { METRICS, type Metric, type MetricName } from './catalogue.ts'

const file = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8')
const names = Object.keys(METRICS) as MetricName[]

/** What a query of Prometheus asks for: the names of figures, without what a histogram adds, and of labels. */
function namesIn(query: string) {
  const figures = [...query.matchAll(/\b(?:latchkey|process|nodejs)_\w+/g)].map(([name]) =>
    name.replace(/_(?:bucket|sum|count)$/, ''),
  )
  const grouped = [...query.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(/, */),
  )
  const matched = [...query.matchAll(/[{,](\w+)(?:=~|!~|!=|=)"/g)].map(([, label = '']) => label)
  return { figures, labels: [...grouped, ...matched] }
}

/** The labels that a figure has: its own, its scraper's, its buckets'. */
function labelsOf(name: string): string[] {
  const { labels, type }: Metric = METRICS[name as MetricName]
  return [...labels, 'instance', 'job', ...(type === 'histogram' ? ['le'] : [])]
}

function expectKnown(query: string): void {
  const { figures, labels } = namesIn(query)
  expect(figures, query).not.toEqual([])
  expect(names, query).toEqual(expect.arrayContaining(figures))
  for (const name of figures) expect(labelsOf(name), query).toEqual(expect.arrayContaining(labels))
}

describe('deploy/grafana-dashboard.json', () => {
  const dashboard = JSON.parse(file('deploy/grafana-dashboard.json'))
  const queries: string[] = dashboard.panels.flatMap((panel: { targets: { expr: string }[] }) =>
    panel.targets.map(({ expr }) => expr),
  )

  it('asks for nothing that /metrics does not show', () => {
    for (const query of [...queries, dashboard.templating.list[1].query.query]) expectKnown(query)
  })

  it('has a panel for each figure', () => {
    expect(new Set(queries.flatMap(query => namesIn(query).figures))).toEqual(new Set(names))
  })
})

describe('docs/monitoring.md', () => {
  const doc = file('docs/monitoring.md')

  it('says what each figure is, and names no other', () => {
    const rows = [...doc.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name)
    expect(rows.toSorted()).toEqual(names.toSorted())
  })

  it('alerts on nothing that /metrics does not show', () => {
    const alerts = [...doc.matchAll(/^ +expr: (.*)$/gm)].map(([, query = '']) => query)
    expect(alerts.length).toBeGreaterThan(5)
    for (const query of alerts) if (!query.startsWith('up')) expectKnown(query)
  })
})
