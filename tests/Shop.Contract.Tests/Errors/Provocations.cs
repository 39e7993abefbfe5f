using Shop.Testing;

namespace Shop.Contract.Tests.Errors;

/// <summary>How to come by each problem.</summary>
internal static class Provocations
{
    private const string Declined =
        """{"items":[{"productId":"{product}","quantity":1}],"payment":{"method":"simulated","token":"tok_declined"}}""";
    private const string WrongLogIn = """{"email":"{email}","password":"not the password"}""";
    private const string WrongChange = """{"currentPassword":"not the password","newPassword":"another long password"}""";
    private const string Slow = """{"payment":{"method":"simulated","token":"tok_slow"}}""";
    private const string Failing = """{"payment":{"method":"simulated","token":"tok_error"}}""";
    private const string Taken = """{"email":"{mail}","password":"a long enough password","firstName":"Ann","lastName":"Lee"}""";
    private const string Pot = """{"sku":"{sku}","name":"Tea pot","price":{"amount":1999,"currency":"EUR"}}""";
    private const string Units = """{"items":[{"productId":"{product}","quantity":3}]}""";

    public static IReadOnlyDictionary<string, Func<Scene, Task<Reply>>> All { get; } =
        new Dictionary<string, Func<Scene, Task<Reply>>>(StringComparer.Ordinal)
    {
        ["malformed-request"] = scene => scene.SendAsync("admin", "POST /v1/products", "[]"),
        ["invalid-parameter"] = scene => scene.SendAsync("anonymous", "GET /v1/products?limit=0"),
        ["invalid-header"] = scene => scene.SendAsync("anonymous", "GET /v1/products", "", ("If-None-Match", "no-tag")),
        ["invalid-cursor"] = scene => scene.SendAsync("anonymous", "GET /v1/products?cursor=made-up"),
        ["unauthenticated"] = scene => scene.SendAsync("anonymous", "GET /v1/users/me"),
        ["invalid-credentials"] = scene => scene.SendAsync("anonymous", "POST /v1/auth/token", WrongLogIn),
        ["token-expired"] = async scene =>
        {
            await scene.FillAsync("{guest}");
            await scene.SendAsync("owner", "POST /v1/auth/logout-all");
            return await scene.SendAsync("owner", "GET /v1/users/me");
        },
        ["refresh-token-reused"] = scene => TwiceAsync(scene, "anonymous", "POST /v1/auth/refresh", """{"refreshToken":"{refresh}"}"""),
        ["account-disabled"] = async scene =>
        {
            await scene.SendAsync("admin", "PATCH /v1/users/{guest}", """{"status":"disabled"}""");
            return await scene.SendAsync("anonymous", "POST /v1/auth/token", """{"email":"{mail}","password":"a long enough password"}""");
        },
        ["payment-declined"] = scene => scene.SendAsync("owner", "POST /v1/purchases", Declined),
        ["forbidden"] = scene => scene.SendAsync("owner", "DELETE /v1/products/{product}"),
        ["wrong-password"] = scene => scene.SendAsync("owner", "POST /v1/users/{guest}/password", WrongChange),
        ["not-found"] = scene => scene.SendAsync("owner", "GET /v1/products/123"),
        ["method-not-allowed"] = scene => scene.SendAsync("owner", "DELETE /v1/products"),
        ["email-taken"] = scene => scene.SendAsync("anonymous", "POST /v1/users", Taken),
        ["sku-taken"] = scene => TwiceAsync(scene, "admin", "POST /v1/products", Pot),
        ["out-of-stock"] = scene => scene.SendAsync("owner", "POST /v1/purchases", """{"items":[{"productId":"{few}","quantity":4}]}"""),
        ["insufficient-stock"] = scene =>
            scene.SendAsync("admin", "POST /v1/products/{few}/stock/adjustments", """{"delta":-4,"reason":"damage"}"""),
        ["stock-below-reserved"] = async scene =>
        {
            await scene.FillAsync("{pending}");
            return await scene.SendAsync("admin", "PUT /v1/products/{product}/stock", """{"onHand":1,"reason":"count"}""");
        },
        ["product-unavailable"] = scene =>
            scene.SendAsync("owner", "POST /v1/purchases", """{"items":[{"productId":"{draft}","quantity":1}]}"""),
        ["price-changed"] = scene => scene.SendAsync("owner", "POST /v1/purchases",
            """{"items":[{"productId":"{product}","quantity":1}],"expectedTotal":{"amount":1,"currency":"EUR"}}"""),
        ["invalid-state"] = scene => TwiceAsync(scene, "owner", "POST /v1/purchases/{pending}/cancel"),
        ["purchase-expired"] = scene => scene.SendAsync("other", "POST /v1/purchases/{expired}/cancel"),
        ["idempotency-in-progress"] = InProgressAsync,
        ["last-admin"] = async scene =>
        {
            var admins = (await scene.SendAsync("admin", "GET /v1/users?role=admin")).Json["items"]!.AsArray();
            Assert.Single(admins); // else this would take away the admin of all other tests
            return await scene.SendAsync("admin", "DELETE /v1/users/me");
        },
        ["user-has-open-purchases"] = async scene =>
        {
            await scene.FillAsync("{guest}{pending}");
            return await scene.SendAsync("owner", "DELETE /v1/users/{guest}");
        },
        ["precondition-failed"] = scene => scene.SendAsync("admin", "DELETE /v1/products/{product}", "", ("If-Match", "\"7\"")),
        ["payload-too-large"] = scene => scene.SendAsync("admin", "POST /v1/products", new string(' ', 200 * 1024)),
        ["uri-too-long"] = scene => scene.SendAsync("admin", "GET /v1/products?q=" + new string('a', 9 * 1024)),
        ["headers-too-large"] = scene => scene.SendAsync("admin", "GET /v1/products", "", ("X-Long", new string('a', 33 * 1024))),
        ["unsupported-media-type"] = scene => scene.SendAsync("admin", "POST /v1/products"),
        ["validation-failed"] = scene => scene.SendAsync("admin", "POST /v1/products", "{}"),
        ["unknown-product"] = scene =>
            scene.SendAsync("owner", "POST /v1/purchases", """{"items":[{"productId":"{nobody}","quantity":1}]}"""),
        ["mixed-currency"] = scene => scene.SendAsync("owner", "POST /v1/purchases",
            """{"items":[{"productId":"{product}","quantity":1},{"productId":"{dollars}","quantity":1}]}"""),
        ["amount-overflow"] = scene =>
            scene.SendAsync("owner", "POST /v1/purchases", """{"items":[{"productId":"{dear}","quantity":2}]}"""),
        ["refund-exceeds-paid"] = scene => scene.SendAsync("admin", "POST /v1/purchases/{paid}/refund", Units),
        ["idempotency-key-reused"] = async scene =>
        {
            var key = ("Idempotency-Key", SellingShop.Unique("key"));
            await scene.SendAsync("admin", "PATCH /v1/products/{product}", """{"brand":"Brown"}""", key);
            return await scene.SendAsync("admin", "PATCH /v1/products/{product}", """{"brand":"Blue"}""", key);
        },
        ["rate-limited"] = async scene =>
        {
            for (var failure = 0; failure < 5; failure++)
            {
                Assert.Equal(401, (await scene.SendAsync("anonymous", "POST /v1/auth/token", WrongLogIn)).Status);
            }

            return await scene.SendAsync("anonymous", "POST /v1/auth/token", WrongLogIn);
        },
        ["payment-unavailable"] = scene => scene.SendAsync("owner", "POST /v1/purchases/{pending}/pay", Failing),
    };

    private static async Task<Reply> TwiceAsync(Scene scene, string who, string call, string body = "")
    {
        await scene.SendAsync(who, call, body);
        return await scene.SendAsync(who, call, body);
    }

    /// <summary>The provider takes 3 s; of two equal requests whichever comes second is told to wait.</summary>
    private static async Task<Reply> InProgressAsync(Scene scene)
    {
        await scene.FillAsync("{pending}");
        var key = ("Idempotency-Key", SellingShop.Unique("key"));
        var both = await Task.WhenAll(
            scene.SendAsync("owner", "POST /v1/purchases/{pending}/pay", Slow, key),
            scene.SendAsync("owner", "POST /v1/purchases/{pending}/pay", Slow, key));
        var refused = Assert.Single(both, reply => reply.Status == 409);
        Assert.Equal("1", refused.Headers["Retry-After"]);
        return refused;
    }
}
