-- CreateIndex
CREATE INDEX "User_role_id_idx" ON "User"("role", "id");
