using System.Text.Json.Nodes;
using Shop.Testing;
using static Shop.Testing.SellingShop;

namespace Shop.Contract.Tests.Races;

/// <summary>Requests at the same moment, in turn to both replicas.</summary>
[Collection(OneShop.Name)]
public sealed class RaceTests(ShopWithPeople people) : IAsyncLifetime
{
    private const string Payment = """{"payment":{"method":"simulated","token":"tok_ok"}}""";

    private readonly SellingShop _shop = people.Shop;

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>After every race the books are right.</summary>
    public async Task DisposeAsync()
    {
        var invariants = await _shop.GetAsync("/v1/admin/invariants", people.Admin);
        Assert.True((bool)invariants.Json["ok"]!, invariants.Text);
    }

    [Fact]
    public async Task Two_hundred_parallel_buys_of_twenty_units_sell_twenty()
    {
        var product = await _shop.ProductAsync(stock: 20);

        var replies = await ManyAsync(200, () => _shop.BuyAsync(people.Ann.Token, product));

        Assert.Equal((20, 180), (replies.Count(reply => reply.Status == 201), replies.Count(reply => reply.Code == "out-of-stock")));
        Assert.Equal(0, await _shop.AvailableAsync(product));
        Assert.Equal(2, (await _shop.UpstreamsAsync(replies)).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Five_hundred_parallel_buys_of_fifty_units_sell_fifty()
    {
        var product = await _shop.ProductAsync(stock: 50);

        var replies = await ManyAsync(500, () => _shop.BuyAsync(people.Ann.Token, product));

        Assert.Equal((50, 450), (replies.Count(reply => reply.Status == 201), replies.Count(reply => reply.Code == "out-of-stock")));
        Assert.Equal(0, await _shop.AvailableAsync(product));
    }

    [Fact]
    public async Task One_email_in_parallel_is_one_user()
    {
        var registration = Registration($"{Unique("ann")}@example.com").ToJsonString();

        var replies = await ManyAsync(10, () => _shop.SendAsync("POST", "/v1/users", null, registration));

        Assert.Single(replies, reply => reply.Status == 201);
        Assert.Equal(9, replies.Count(reply => reply.Code == "email-taken"));
    }

    [Fact]
    public async Task One_SKU_in_parallel_is_one_product()
    {
        var product = Scene.Product().ToJsonString();

        var replies = await ManyAsync(10, () => _shop.SendAsync("POST", "/v1/products", people.Admin, product));

        Assert.Single(replies, reply => reply.Status == 201);
        Assert.Equal(9, replies.Count(reply => reply.Code == "sku-taken"));
    }

    [Fact]
    public async Task One_key_twenty_times_is_one_purchase()
    {
        var product = await _shop.ProductAsync(stock: 50);
        var key = ("Idempotency-Key", Unique("key"));

        var replies = await ManyAsync(20, () => _shop.BuyAsync(people.Ann.Token, product, 1, key));
        var afterwards = await _shop.BuyAsync(people.Ann.Token, product, 1, key);

        Assert.All(replies, reply => Assert.True(reply.Status == 201 || reply.Code == "idempotency-in-progress", reply.Text));
        Assert.All(replies.Where(reply => reply.Status == 201), reply => Assert.Equal(afterwards.Text, reply.Text));
        Assert.Equal("true", afterwards.Headers["Idempotent-Replayed"]);
        Assert.Equal(49, await _shop.AvailableAsync(product));
    }

    [Fact]
    public async Task Of_fifty_changes_with_one_ETag_one_is_made()
    {
        var scene = new Scene(people);
        var body = await scene.FillAsync("""{"sku":"{sku}","name":"Changed","price":{"amount":1,"currency":"EUR"}}""");
        var tag = ("If-Match", (await scene.SendAsync("admin", "GET /v1/products/{product}")).Headers["ETag"]);

        var replies = await ManyAsync(50, () => scene.SendAsync("admin", "PUT /v1/products/{product}", body, tag));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.Equal(49, replies.Count(reply => reply.Code == "precondition-failed" && (int)reply.Json["currentVersion"]! == 2));
    }

    [Fact]
    public async Task Paying_twice_in_parallel_pays_once()
    {
        for (var round = 0; round < 10; round++)
        {
            var scene = new Scene(people);
            await scene.FillAsync("{pending}");

            var replies = await ManyAsync(2, () => scene.SendAsync("owner", "POST /v1/purchases/{pending}/pay", Payment));
            var purchase = (await scene.SendAsync("owner", "GET /v1/purchases/{pending}")).Json;

            Assert.Equal([200, 409], replies.Select(reply => reply.Status).Order());
            Assert.Equal("paid", (string?)purchase["status"]);
            Assert.Single(purchase["payments"]!.AsArray(), payment => (string?)payment!["status"] == "succeeded");
        }
    }

    [Fact]
    public async Task Paying_and_cancelling_in_parallel_is_one_after_the_other()
    {
        for (var round = 0; round < 20; round++)
        {
            var scene = new Scene(people);
            await scene.FillAsync("{pending}");

            var replies = await Task.WhenAll(
                scene.SendAsync("owner", "POST /v1/purchases/{pending}/pay", Payment),
                scene.SendAsync("owner", "POST /v1/purchases/{pending}/cancel"));
            var purchase = (await scene.SendAsync("owner", "GET /v1/purchases/{pending}")).Json;

            Assert.True(IsOneAfterTheOther(replies[0], replies[1], purchase),
                string.Join('\n', replies[0].Text, replies[1].Text, purchase.ToJsonString()));
            Assert.Equal(1000, await _shop.AvailableAsync(scene["product"]));
        }
    }

    [Fact]
    public async Task Cancelling_twice_in_parallel_restocks_once()
    {
        var scene = new Scene(people);
        await scene.FillAsync("{paid}");

        var replies = await ManyAsync(10, () => scene.SendAsync("owner", "POST /v1/purchases/{paid}/cancel"));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.Equal(9, replies.Count(reply => reply.Code == "invalid-state"));
        Assert.Equal(1000, await _shop.AvailableAsync(scene["product"]));
    }

    [Fact]
    public async Task One_refresh_token_in_parallel_gives_one_pair()
    {
        var scene = new Scene(people);
        await scene.FillAsync("{refresh}");

        var replies = await ManyAsync(10, () => scene.SendAsync("anonymous", "POST /v1/auth/refresh", """{"refreshToken":"{refresh}"}"""));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => Assert.Equal(401, reply.Status));
    }

    /// <summary>
    /// Cancelled first, and the payment is refused; or paid first, and the cancellation pays back. What was approved in vain is paid back.
    /// </summary>
    private static bool IsOneAfterTheOther(Reply pay, Reply cancel, JsonNode purchase)
    {
        var statuses = purchase["payments"]!.AsArray().Select(payment => (string?)payment!["status"]).ToList();
        var refunded = (int)purchase["refundedTotal"]!["amount"]!;
        return ((string?)purchase["status"], cancel.Status, pay.Status) switch
        {
            ("cancelled", 200, 200) => statuses is ["succeeded"] && refunded == (int)purchase["total"]!["amount"]!,
            ("cancelled", 200, 409) => statuses is [] or ["refunded"] && refunded == 0,
            _ => false,
        };
    }

    private static Task<Reply[]> ManyAsync(int count, Func<Task<Reply>> send) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => send()));
}
