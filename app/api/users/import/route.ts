import { readQuery } from '#lib/http/body.ts'
import { json } from '#lib/http/json.ts'
import { route } from '#lib/server/route.ts'
import { requireSession } from '#lib/sessions/session.ts'
import { ImportQuery, readImport } from '#lib/users/import/body.ts'
import { importUsers, requireImporter } from '#lib/users/import/import.ts'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  async POST(request) {
    const viewer = await requireSession(request)
    requireImporter(viewer)
    const dryRun = readQuery(request, ImportQuery)['dry-run'] === '1'
    const { rows, ignored } = await readImport(request)
    return json({ dryRun, ignored, ...(await importUsers(viewer, rows, dryRun)) })
  },
})
