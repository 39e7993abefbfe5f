using Shop.Testing;

namespace Shop.Contract.Tests.FinePrint;

[Collection(OneShop.Name)]
public sealed class IdempotencyTests(ShopWithPeople people)
{
    private const string Pot = """{"sku":"{sku}","name":"Tea pot","price":{"amount":1999,"currency":"EUR"}}""";
    private const string Order = """{"items":[{"productId":"{product}","quantity":1}]}""";
    private const string Declined =
        """{"items":[{"productId":"{product}","quantity":1}],"payment":{"method":"simulated","token":"tok_declined"}}""";
    private const string Payment = """{"payment":{"method":"simulated","token":"tok_ok"}}""";
    private const string Ann = """{"email":"{email}","password":"a long enough password","firstName":"Ann","lastName":"Lee"}""";

    private readonly Scene _scene = new(people);
    private readonly (string, string) _key = ("Idempotency-Key", SellingShop.Unique("key"));

    /// <summary>Each change, and the status that its replay has; a retry of some would be 404, 409 or 412 without the key.</summary>
    public static TheoryData<string, string, int> Changes => new()
    {
        { "POST /v1/users", Ann, 201 },
        { "PATCH /v1/users/{guest}", """{"firstName":"Anna"}""", 200 },
        { "POST /v1/users/{guest}/password", """{"newPassword":"another long password"}""", 204 },
        { "DELETE /v1/users/{guest}", "", 204 },
        { "POST /v1/products", Pot, 201 },
        { "PUT /v1/products/{product}", Pot, 200 },
        { "PATCH /v1/products/{product}", """{"brand":"Brown"}""", 200 },
        { "DELETE /v1/products/{product}", "", 204 },
        { "POST /v1/products/{archived}/restore", "", 200 },
        { "POST /v1/products/{product}/stock/adjustments", """{"delta":5,"reason":"restock"}""", 201 },
        { "PUT /v1/products/{product}/stock", """{"onHand":7,"reason":"count"}""", 200 },
        { "POST /v1/purchases", Order, 201 },
        { "POST /v1/purchases", Declined, 402 },
        { "PATCH /v1/purchases/{pending}", """{"note":"ring"}""", 200 },
        { "POST /v1/purchases/{pending}/pay", Payment, 200 },
        { "POST /v1/purchases/{pending}/cancel", "", 200 },
        { "DELETE /v1/purchases/{pending}", "", 204 },
        { "POST /v1/purchases/{paid}/ship", "{}", 200 },
        { "POST /v1/purchases/{shipped}/deliver", "", 200 },
        { "POST /v1/purchases/{paid}/refund", "{}", 200 },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_that_is_sent_again_is_made_once_and_answered_the_same(string call, string body, int status)
    {
        var first = await _scene.SendAsync("admin", call, body, _key);
        var state = await _scene.StateAsync();

        var again = await _scene.SendAsync("admin", call, body, _key);

        Assert.True(first.Status == status, first.Text);
        Assert.Equal((first.Status, Without(first)), (again.Status, Without(again)));
        Assert.Equal((first.Headers.GetValueOrDefault("Location"), first.Headers.GetValueOrDefault("ETag")),
            (again.Headers.GetValueOrDefault("Location"), again.Headers.GetValueOrDefault("ETag")));
        Assert.Equal((false, "true"), (first.Headers.ContainsKey("Idempotent-Replayed"), again.Headers["Idempotent-Replayed"]));
        Assert.Equal(state, await _scene.StateAsync());
    }

    [Theory]
    [InlineData("PATCH /v1/products/{product}", """{"brand":"Blue"}""")]
    [InlineData("PATCH /v1/products/{product}", """{"brand": "Brown"}""")]
    [InlineData("PATCH /v1/products/{second}", """{"brand":"Brown"}""")]
    [InlineData("DELETE /v1/products/{product}", "")]
    public async Task A_key_is_for_one_request_to_the_byte(string call, string body)
    {
        Assert.Equal(200, (await _scene.SendAsync("admin", "PATCH /v1/products/{product}", """{"brand":"Brown"}""", _key)).Status);
        await _scene.FillAsync(call);
        var state = await _scene.StateAsync();

        var reply = await _scene.SendAsync("admin", call, body, _key);

        Assert.Equal((422, "idempotency-key-reused"), (reply.Status, reply.Code));
        Assert.Equal(state, await _scene.StateAsync());
    }

    [Fact]
    public async Task Another_caller_s_equal_key_is_another_key()
    {
        var ann = await _scene.SendAsync("owner", "POST /v1/purchases", Order, _key);
        var bob = await _scene.SendAsync("other", "POST /v1/purchases", Order, _key);

        Assert.Equal((201, 201), (ann.Status, bob.Status));
        Assert.NotEqual((string?)ann.Json["id"], (string?)bob.Json["id"]);
        Assert.False(bob.Headers.ContainsKey("Idempotent-Replayed"));
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_has_the_keys_of_an_address()
    {
        var first = await _scene.SendAsync("anonymous", "POST /v1/users", Ann, _key);
        var again = await _scene.SendAsync("anonymous", "POST /v1/users", Ann, _key);
        var signedIn = await _scene.SendAsync("owner", "POST /v1/users", Ann, _key);

        Assert.Equal((201, 201, "true"), (first.Status, again.Status, again.Headers["Idempotent-Replayed"]));
        Assert.Equal((first.Text, "email-taken"), (again.Text, signedIn.Code));
    }

    [Fact]
    public async Task After_a_refusal_the_key_may_be_used_again()
    {
        var refused = await _scene.SendAsync("owner", "POST /v1/purchases", """{"items":[{"productId":"{few}","quantity":4}]}""", _key);
        var invalid = await _scene.SendAsync("owner", "POST /v1/purchases", "{}", _key);
        var taken = await _scene.SendAsync("owner", "POST /v1/purchases", """{"items":[{"productId":"{few}","quantity":3}]}""", _key);

        Assert.Equal((409, 422, 201), (refused.Status, invalid.Status, taken.Status));
    }

    [Fact]
    public async Task A_body_that_breaks_a_rule_is_refused_without_a_look_at_the_key()
    {
        await _scene.SendAsync("owner", "POST /v1/purchases", Order, _key);

        var reply = await _scene.SendAsync("owner", "POST /v1/purchases", """{"items":[]}""", _key);

        Assert.Equal((422, "validation-failed"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_retry_is_answered_before_its_version_is_looked_at()
    {
        await _scene.FillAsync("{product}");
        var first = await _scene.SendAsync("admin", "PATCH /v1/products/{product}", """{"brand":"Brown"}""", _key, ("If-Match", "\"1\""));
        var again = await _scene.SendAsync("admin", "PATCH /v1/products/{product}", """{"brand":"Brown"}""", _key, ("If-Match", "\"1\""));

        Assert.Equal((200, 200, "true"), (first.Status, again.Status, again.Headers["Idempotent-Replayed"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData(null)]
    public async Task A_key_is_1_to_255_visible_ASCII_characters(string? key)
    {
        var refused = await _scene.SendAsync("owner", "POST /v1/purchases", Order, ("Idempotency-Key", key ?? new string('k', 256)));
        var longest = await _scene.SendAsync("owner", "POST /v1/purchases", Order,
            ("Idempotency-Key", SellingShop.Unique("k").PadRight(255, '~')));

        Assert.Equal((400, "invalid-header"), (refused.Status, refused.Code));
        Assert.Equal("Idempotency-Key format", Assert.Single(refused.Errors));
        Assert.Equal(201, longest.Status);
    }

    [Fact]
    public async Task Two_keys_are_one_too_many()
    {
        var reply = await RawHttp.SendAsync(people.Shop.Stack.BaseAddress,
            "POST /v1/users HTTP/1.1", "Idempotency-Key: a", "Idempotency-Key: b", "Content-Type: application/json", "Content-Length: 0");

        Assert.Equal((400, "invalid-header"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Logging_in_ignores_the_key()
    {
        const string logIn = """{"email":"{mail}","password":"a long enough password"}""";
        var first = await _scene.SendAsync("anonymous", "POST /v1/auth/token", logIn, _key);
        var second = await _scene.SendAsync("anonymous", "POST /v1/auth/token", logIn, _key);
        var odd = await _scene.SendAsync("anonymous", "POST /v1/auth/token", logIn, ("Idempotency-Key", "two words"));

        Assert.Equal((200, 200, 200), (first.Status, second.Status, odd.Status));
        Assert.NotEqual((string?)first.Json["refreshToken"], (string?)second.Json["refreshToken"]);
        Assert.False(second.Headers.ContainsKey("Idempotent-Replayed"));
    }

    [Fact]
    public async Task A_provider_that_fails_leaves_the_key_free()
    {
        await _scene.FillAsync("{pending}");
        var failed = await _scene.SendAsync("owner", "POST /v1/purchases/{pending}/pay",
            """{"payment":{"method":"simulated","token":"tok_error"}}""", _key);
        var paid = await _scene.SendAsync("owner", "POST /v1/purchases/{pending}/pay", Payment, _key);

        Assert.Equal((503, "payment-unavailable"), (failed.Status, failed.Code));
        Assert.Equal((200, "paid"), (paid.Status, (string?)paid.Json["status"]));
    }

    [Fact]
    public async Task A_client_s_own_operation_id_is_overwritten()
    {
        var first = await _scene.SendAsync("owner", "POST /v1/purchases", Order, ("X-Operation-Id", "the-same-for-all"));
        var second = await _scene.SendAsync("owner", "POST /v1/purchases", Order, ("X-Operation-Id", "the-same-for-all"));

        Assert.Equal((201, 201), (first.Status, second.Status));
        Assert.NotEqual((string?)first.Json["id"], (string?)second.Json["id"]);
    }

    /// <summary>A problem's requestId and traceId are each request's own.</summary>
    private static string Without(Reply reply) =>
        reply.Status < 400 ? reply.Text : reply.Text
            .Replace(reply.Headers["X-Request-Id"], "", StringComparison.Ordinal)
            .Replace((string)reply.Json["traceId"]!, "", StringComparison.Ordinal);
}
