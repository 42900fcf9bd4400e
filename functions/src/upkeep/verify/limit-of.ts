import { type Activity, AppError, type Limit } from '../../contract/index.ts';
import type { Catalogs } from '../../platform/catalogs.ts';

/** The limit that was in force when an activity was admitted; null: none, or its catalog is not known any more. */
export async function limitOf(
  catalogs: Catalogs,
  { operation, catalogVersion }: Activity,
): Promise<Limit | null> {
  try {
    const { version, catalog } = await catalogs.at(catalogVersion);
    return version === catalogVersion ? (catalog.operations[operation]?.limit ?? null) : null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
