import { describe, test } from 'vitest'
import { expectFault, type FaultRow } from './find-faults.fixture.ts'

describe('a fault names the variable, what is wrong, and what to write', () => {
  test.each<FaultRow>([
    ['DATABASE_URL', 'mysql://u:p@h/db', 'neither file: nor postgresql://', 'file:./data'],
    ['DATABASE_URL', 'file:', 'names no file', 'file:./data'],
    ['DATABASE_URL', 'postgresql://u:p@h', 'names no database', '/database'],
    ['DATABASE_URL', 'postgresql://u:p@ss@h:x/db', 'is not a URL', '%40 for @'],
    ['DATABASE_URL', 'postgresql://u:p@db/x', 'without TLS', '?sslmode=disable if the network'],
    ['DATABASE_URL', 'postgresql://u:p@127.0.0.1/x?host=db', 'without TLS', '?sslmode=verify-full'],
    ['DATABASE_URL', 'postgresql://u:p@h/x?sslmode=prefer', 'a value of sslmode', 'verify-full'],
    ['DATABASE_URL', 'postgresql://u:p@h/x?sslmode=', 'a value of sslmode', 'verify-full'],
    ['DATABASE_URL', 'postgresql://u:p@h/x?sslmode=verify-ca', 'certificate of', 'sslrootcert='],
    ['DATABASE_URL', 'postgresql://u@localhost/x?connect_timeout=0', 'connect_timeout', '1 to 300'],
    ['DATABASE_URL', 'postgresql://u@localhost/x?schema=a"b', 'schema', 'letters, digits'],
    ['DATABASE_URL', 'postgresql://u@localhost/x?pool_timeout=9', '"pool_timeout"', 'these are:'],
    ['DATABASE_URL', 'postgresql://u@localhost/x?schema=a&schema=b', 'more than once', 'once'],
    ['DATABASE_URL', 'file:./a.db?connection_limit=1', 'SQLite takes none', 'leave out'],
  ])('%s=%s', expectFault)
})
