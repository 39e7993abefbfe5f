namespace Shop.Local.Drill;

/// <summary>The reads of one client. Half of them carry the token of its last answer.</summary>
internal sealed class ClientReads(ClientSession session)
{
    public Task ProductAsync() =>
        session.SendAsync(Act.ReadOwnProduct, Read($"/v1/products/{session.Own}"), 200, (operation, reply) => operation with
        {
            Product = session.Own,
            Seen = reply.Status == 200 ? reply.Body.GetProperty("stock").GetProperty("available").GetInt64() - Assortment.Ample : null,
        });

    /// <summary>The second read sends the token of the first and may come from another replica.</summary>
    public async Task PopularTwiceAsync()
    {
        var path = $"/v1/products/{session.Goods.Popular}";
        var first = await session.SendAsync(Act.ReadPopularProduct, Read(path), 200, WithVersion);
        var second = Read(path) with { ConsistencyToken = session.ConsistencyToken };
        await session.SendAsync(
            Act.ReadPopularProduct, second, 200, (operation, reply) => WithVersion(operation, reply) with { Floor = first.Seen });
    }

    public Task PurchaseAsync() => session.Latest is not { } id
        ? Task.CompletedTask
        : session.SendAsync(Act.ReadPurchase, Read($"/v1/purchases/{id}"), 200, (operation, reply) => operation with
        {
            Id = id,
            Outcome = reply.Status == 404 ? Outcome.Acknowledged : operation.Outcome, // an answer it is, and what it says is judged
            Content = reply.Status switch { 200 => reply.Body.GetProperty("status").GetString()!, 404 => "absent", _ => "" },
        });

    public Task PurchasesAsync() => session.SendAsync(
        Act.ListPurchases,
        Read($"/v1/purchases?productId={session.Own}&limit=5"),
        200,
        (operation, reply) => operation with
        {
            Ids = reply.Status == 200 ? IdsOf(reply) : [],
        });

    public Task CatalogueAsync() => session.SendAsync(Act.Browse, Read("/v1/products?limit=20"), 200);

    private static string[] IdsOf(Reply list) =>
        [.. list.Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];

    private static Operation WithVersion(Operation operation, Reply reply) =>
        operation with { Seen = reply.Status == 200 ? reply.StockVersion : null };

    private Call Read(string path) => new(HttpMethod.Get, path, session.Customer)
    {
        ConsistencyToken = session.Dice.Next(2) == 0 ? session.ConsistencyToken : null,
    };
}
