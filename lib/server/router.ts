import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { addRoute, createRouter, findRoute } from 'rou3'
import type { RouteHandler } from './route.ts'

/** What a route file exports: a handler for each method. */
export type RouteModule = Record<string, RouteHandler | undefined>
type Match = { module: RouteModule; params: Record<string, string> }
/** Finds the route file for a path (no query) and its decoded parameters. */
export type Router = (path: string) => Match | null

/**
 * Loads every `route.ts` under `appFolder` (an absolute path) and returns the router of their URLs.
 * @throws URIError from the router for a path with a malformed escape.
 */
export async function loadRouter(appFolder: string): Promise<Router> {
  return buildRouter(await readRoutes(appFolder))
}

/** Loads every `route.ts` under `appFolder`. @returns the modules by pattern, see {@link toRouterPattern}. */
export async function readRoutes(appFolder: string): Promise<Map<string, RouteModule>> {
  const routes = new Map<string, RouteModule>()
  for (const file of readdirSync(appFolder, { recursive: true, encoding: 'utf8' })) {
    const segments = file.split(/[\\/]/)
    if (segments.pop() !== 'route.ts' || segments.some(name => name.startsWith('_'))) continue
    const module: RouteModule = await import(pathToFileURL(join(appFolder, file)).href)
    routes.set(toRouterPattern(segments), module)
  }
  return routes
}

/** The router of `routes` (modules by pattern). A slash at the end of a path makes no difference. */
export function buildRouter(routes: Map<string, RouteModule>): Router {
  const router = createRouter<RouteModule>()
  for (const [pattern, module] of routes) addRoute(router, '', pattern, module)
  return path => {
    const match = findRoute(router, '', path.replace(/\/$/, ''))
    if (!match) return null
    const params = Object.entries(match.params ?? {})
    return {
      module: match.data,
      params: Object.fromEntries(params.map(([name, text]) => [name, decodeURIComponent(text)])),
    }
  }
}

/** `['api', 'users', '[uid]']` → `/api/users/:uid`, by Next's conventions for folder names. */
export function toRouterPattern(segments: string[]): string {
  const parts = segments
    .filter(name => !/^\(.*\)$/.test(name))
    .map(name =>
      name
        .replace(/^\[\[\.\.\.(.+)\]\]$/, '**')
        .replace(/^\[\.\.\.(.+)\]$/, '**:$1')
        .replace(/^\[(.+)\]$/, ':$1'),
    )
  return `/${parts.join('/')}`
}
