-- CreateTable
CREATE TABLE "AuditExpiry" (
    "id" TEXT NOT NULL,
    "before" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "AuditExpiry_pkey" PRIMARY KEY ("id")
);

-- Written by hand: what happened is not deleted before its time
CREATE FUNCTION "AuditEvent_undeletable"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM "AuditExpiry" WHERE "before" > OLD."at") THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'AuditEvent is append-only';
END;
$$;

CREATE TRIGGER "AuditEvent_undeletable" BEFORE DELETE ON "AuditEvent"
FOR EACH ROW EXECUTE FUNCTION "AuditEvent_undeletable"();

CREATE FUNCTION "AuditEvent_untruncatable"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM "AuditExpiry" WHERE "before" = 'infinity') THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'AuditEvent is append-only';
END;
$$;

CREATE TRIGGER "AuditEvent_untruncatable" BEFORE TRUNCATE ON "AuditEvent"
FOR EACH STATEMENT EXECUTE FUNCTION "AuditEvent_untruncatable"();
