-- CreateTable
CREATE TABLE "AuditExpiry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "before" DATETIME NOT NULL
);

-- Written by hand: what happened is not deleted before its time
CREATE TRIGGER "AuditEvent_undeletable" BEFORE DELETE ON "AuditEvent"
WHEN NOT EXISTS (SELECT 1 FROM "AuditExpiry" WHERE "before" > OLD."at")
BEGIN
    SELECT RAISE(ABORT, 'AuditEvent is append-only');
END;

-- REPLACE deletes a row without the trigger above (sqlite.org/lang_conflict.html). NEW."id" is -1 when SQLite chooses it.
CREATE TRIGGER "AuditEvent_irreplaceable" BEFORE INSERT ON "AuditEvent"
WHEN NEW."id" <> -1 AND EXISTS (SELECT 1 FROM "AuditEvent" WHERE "id" = NEW."id")
BEGIN
    SELECT RAISE(ABORT, 'AuditEvent is append-only');
END;
