import { shopApiReplica } from "./shop-api-replica.js";
import { shopBusiness } from "./shop-business.js";
import { shopHosts } from "./shop-hosts.js";
import { shopNginx } from "./shop-nginx.js";
import { shopOverview } from "./shop-overview.js";
import { shopRedis } from "./shop-redis.js";

export const boards = [shopOverview, shopRedis, shopApiReplica, shopBusiness, shopNginx, shopHosts];
