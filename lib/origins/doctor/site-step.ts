import type { CallFacts } from './call.ts'
import { askAgain } from './question.ts'
import { computeSite, isWebOrigin } from './site.ts'
import { RULES, type Step } from './step.ts'
import { asksForLocalNetwork, findNeighbour } from './this-machine.ts'

const TITLES = {
  'same-origin': 'Same origin',
  'same-site': 'Same site',
  'cross-site': 'Another site',
}

/** The step that compares the sites of page and server. */
export function buildSiteStep(facts: CallFacts): Step {
  const { question, server, relation } = facts
  const neighbour = findNeighbour(question.origin, server)
  return {
    id: 'site',
    title: TITLES[relation],
    side: 'browser',
    lines: [`Sec-Fetch-Site: ${relation}`],
    ok: true,
    cause: describeSite(facts),
    rule: RULES.site,
    ...(neighbour && {
      fix: askAgain(question, { origin: neighbour }, `Open the page at ${neighbour}`),
    }),
  }
}

function describeSite({ question: { origin }, server, relation, barScheme }: CallFacts): string {
  if (relation === 'same-origin') {
    return 'The page has the server’s own origin: CORS does not apply, and the cookie is its own.'
  }
  if (!isWebOrigin(origin)) {
    return origin === 'null'
      ? 'A page without an origin belongs to no site.'
      : 'An app or an extension belongs to no site: CORS decides what it may read, and its calls carry a bearer token.'
  }
  const site = computeSite(new URL(origin))
  if (relation === 'same-site') {
    return `Another origin on the same site (${site}): CORS decides what the page may read, and the browser sends the cookie.`
  }
  const sites = `Two different sites (${site} and ${computeSite(server)})`
  const words = `${sites}: CORS decides what the page may read, and the browser may withhold the cookie.`
  if (findNeighbour(origin, server)) {
    return `${words} They are two names of one machine, but a browser compares names: open the page by the name that the server has.`
  }
  const scheme =
    ' They differ in the scheme alone: for cookies Chrome compares it, Firefox and Safari do not.'
  return barScheme ? words + scheme : words
}

/** The question that Chrome asks the user before a page from the internet calls a local network; none elsewhere. */
export function buildLocalNetworkSteps({ question, server }: CallFacts): Step[] {
  if (!asksForLocalNetwork(question.origin, server)) return []
  return [
    {
      id: 'local-network',
      title: 'From the internet to a local network',
      side: 'browser',
      lines: [],
      ok: true,
      cause: `${server.hostname} is this machine or on its network. Since version 142 Chrome asks the user whether the page may reach devices there (Local Network Access); until they allow it, and after they refuse, the call fails as if the server were down. Serve Latchkey from a public address, or allow it in the site’s settings.`,
      rule: RULES.localNetwork,
    },
  ]
}
