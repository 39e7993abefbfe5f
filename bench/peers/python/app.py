"""The shop's GET of a product and its purchase, as one would write them with Flask and redis-py.

Reads come from the replicas, the purchase is the shop's own script on the master. It waits for no replica, keeps no session, validates
little and retries nothing.
"""

import datetime
import hashlib
import hmac
import json
import os
import time
import uuid

import flask
import redis.sentinel

PASSWORD = os.environ["REDIS_PASSWORD"]
KEY = os.environ["PEER_KEY"].encode()
SENTINELS = redis.sentinel.Sentinel(
    [address.split(":") for address in os.environ["REDIS_SENTINEL"].split(",")],
    sentinel_kwargs={"username": "operator", "password": os.environ["SENTINEL_PASSWORD"]},
    password=PASSWORD,
    decode_responses=True,
)
MASTER = SENTINELS.master_for(os.environ["REDIS_MASTER_NAME"])
REPLICA = SENTINELS.slave_for(os.environ["REDIS_MASTER_NAME"])
with open(os.environ["PEER_SCRIPT"], encoding="utf-8") as script:
    BUY = MASTER.register_script(script.read())

app = flask.Flask(__name__)
app.json.sort_keys = False
app.json.compact = True


def moment(milliseconds):
    text = datetime.datetime.fromtimestamp(int(milliseconds) / 1000, datetime.timezone.utc).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def caller():
    user, _, seal = flask.request.headers.get("Authorization", "").removeprefix("Bearer ").partition(".")
    right = hmac.new(KEY, user.encode(), hashlib.sha256).hexdigest()
    return user if hmac.compare_digest(seal, right) else None


@app.get("/health")
def health():
    return {"status": "ok"}


@app.get("/v1/products/<product>")
def get_product(product):
    fields = REPLICA.hgetall(f"product:{{{product}}}")
    if fields.get("status") != "active":
        return {"code": "not-found"}, 404
    details = json.loads(fields["details"])
    body = {
        "id": fields["id"],
        "sku": fields["sku"],
        "name": fields["name"],
        "description": details["description"],
        "brand": details["brand"],
        "price": {"amount": int(fields["amount"]), "currency": fields["currency"]},
        "categories": details["categories"],
        "tags": details["tags"],
        "images": details["images"],
        "attributes": details["attributes"],
        "manufacturedOn": details["manufacturedOn"],
        "maxPerPurchase": int(fields["maxPerPurchase"]),
        "status": fields["status"],
        "stock": {"available": max(0, int(fields["onHand"]) - int(fields["reserved"]))},
        "soldCount": int(fields["soldCount"]),
        "createdAt": moment(fields["createdAt"]),
        "updatedAt": moment(fields["updatedAt"]),
        "version": int(fields["version"]),
    }
    return body, 200, {"ETag": f'"{fields["version"]}.{fields["stockVersion"]}"', "Cache-Control": "no-cache"}


@app.post("/v1/purchases")
def buy():
    user = caller()
    if user is None:
        return {"code": "unauthenticated"}, 401
    items = flask.request.get_json().get("items")
    if not items:
        return {"code": "validation-failed"}, 422
    identity, operation = str(uuid.uuid4()), flask.request.headers.get("X-Operation-Id") or str(uuid.uuid4())
    keys = [f"op:{{{operation}}}", f"purchase:{{{identity}}}", f"user:{{{user}}}", f"user:{{{user}}}:purchases", "purchases", "holds:due"]
    keys += [f"product:{{{line['productId']}}}" for line in items]
    now = int(time.time() * 1000)
    arguments = [operation, operation, 600000, "0", identity, user, user, now, 900, "null", "null", "", "", ""]
    code, _, values = BUY(keys=keys, args=arguments + [line["quantity"] for line in items])
    if code != "placed":
        return {"code": code}, 409
    fields = dict(zip(values[::2], values[1::2]))
    return {
        "id": fields["id"],
        "userId": fields["userId"],
        "items": json.loads(fields["items"]),
        "total": {"amount": int(fields["total"]), "currency": fields["currency"]},
        "refundedTotal": {"amount": int(fields["refundedTotal"]), "currency": fields["currency"]},
        "status": fields["status"],
        "expiresAt": moment(fields["expiresAt"]),
        "payments": [],
        "history": json.loads(fields["history"]),
        "createdAt": moment(fields["createdAt"]),
        "version": int(fields["version"]),
    }, 201
