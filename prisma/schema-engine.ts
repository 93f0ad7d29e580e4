import { readFile } from 'node:fs/promises'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
} from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'

export const noFilters = { externalTables: [], externalEnums: [] }

/** Starts Prisma's schema engine (WebAssembly) on an open connection, which the caller closes. */
export async function startSchemaEngine(
  adapter: SqlDriverAdapter,
  schema: string,
): Promise<glue.SchemaEngine> {
  await loadWasm()
  const { provider, adapterName } = adapter
  const connect = async () => adapter
  const factory = { provider, adapterName, connect, connectToShadowDb: connect }
  const datamodels: [string, string][] = [['schema.prisma', schema]]
  const ignoreLog = () => {}
  return glue.SchemaEngine.new(
    { datamodels },
    ignoreLog,
    bindMigrationAwareSqlAdapterFactory(factory),
  )
}

let loading: Promise<void> | undefined

function loadWasm(): Promise<void> {
  loading ??= instantiate()
  return loading
}

// The package's own entry point imports the .wasm file as a module, and Node prints a warning about that.
async function instantiate(): Promise<void> {
  const glueUrl = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = await readFile(new URL('schema_engine_bg.wasm', glueUrl))
  const imports = { './schema_engine_bg.js': { ...glue, ...quietTimers() } }
  const { instance } = await WebAssembly.instantiate(bytes, imports)
  glue.__wbg_set_wasm(instance.exports)
  ;(instance.exports as { __wbindgen_start(): void }).__wbindgen_start()
}

// On Postgres the engine leaves a timer behind that would keep a finished script alive for 10 s. The
// name of the import ends in a hash that changes with each release.
function quietTimers(): WebAssembly.ModuleImports {
  const names = Object.keys(glue).filter(name => name.startsWith('__wbg_setTimeout_'))
  const start = (act: () => void, milliseconds: number) => setTimeout(act, milliseconds).unref()
  return Object.fromEntries(names.map(name => [name, start]))
}
