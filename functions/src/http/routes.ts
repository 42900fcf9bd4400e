import type { ApiServices } from './api-services.ts';
import type { Route } from './route.ts';
import { creditsRoutes } from './routes/credits-routes.ts';
import { healthRoutes } from './routes/health-routes.ts';
import { heldWorkRoutes } from './routes/held-work-routes.ts';
import { reelRoutes } from './routes/reel-routes.ts';
import { requestRoutes } from './routes/request-routes.ts';
import { workRoutes } from './routes/work-routes.ts';

/** Returns every route of the API, in the order of the OpenAPI document. */
export function createRoutes(services: ApiServices): Route[] {
  return [
    ...creditsRoutes(services),
    ...workRoutes(services),
    ...requestRoutes(services),
    ...reelRoutes(services),
    ...heldWorkRoutes(services),
    ...healthRoutes(services),
  ];
}
