namespace Shop.Local.Drill;

/// <summary>The writes of one client. Each carries its mark as a note, so that the data tell how often it took place.</summary>
internal sealed class ClientWrites(ClientSession session)
{
    private readonly Stack<Operation> _paid = new();

    /// <summary>A quarter has a key and is sent again under it once it has succeeded.</summary>
    public async Task BuyOwnAsync()
    {
        var withKey = session.Dice.Next(4) == 0;
        var bought = await BuyAsync(Act.Buy, session.Own, session.Dice.Next(1, 4), withKey);
        if (bought.Outcome != Outcome.Acknowledged)
        {
            return;
        }

        session.Latest = bought.Id;
        _paid.Push(bought);
        if (withKey)
        {
            await ResendAsync(bought);
        }
    }

    public Task BuyPopularAsync() => BuyAsync(Act.BuyPopular, session.Goods.Popular, session.Dice.Next(1, 4), withKey: false);

    public async Task BuyScarceAsync()
    {
        var scarce = session.Goods.ScarceNow;
        if (await BuyAsync(Act.BuyScarce, session.Goods.Scarce[scarce], 1, withKey: false) is { Outcome: Outcome.Refused })
        {
            session.Goods.SoldOut(scarce);
        }
    }

    public Task AdjustAsync()
    {
        var product = session.Dice.Next(3) == 0 ? session.Goods.Popular : session.Own;
        var (mark, delta) = (session.NextMark(), session.Dice.Next(1, 6));
        var call = new Call(HttpMethod.Post, $"/v1/products/{product}/stock/adjustments", session.Goods.Admin)
        {
            Mark = mark,
            Body = new { delta, reason = "restock", note = mark },
        };
        return session.SendAsync(Act.Adjust, call, 201, (operation, _) => operation with { Product = product, Quantity = delta });
    }

    public Task CancelAsync() => !_paid.TryPop(out var paid)
        ? Task.CompletedTask
        : session.SendAsync(
            Act.Cancel,
            new Call(HttpMethod.Post, $"/v1/purchases/{paid.Id}/cancel", session.Customer),
            200,
            (operation, _) => operation with { Product = session.Own, Id = paid.Id, Quantity = paid.Quantity });

    private Task<Operation> BuyAsync(Act act, string product, int quantity, bool withKey)
    {
        var mark = session.NextMark();
        return session.SendAsync(act, Purchase(mark, mark, product, quantity, withKey), 201, (operation, reply) => operation with
        {
            Product = product,
            Quantity = quantity,
            Id = reply.Status == 201 ? reply.Id : "",
            Content = reply.Status == 201 ? PurchaseText.Of(reply.Body) : "",
        });
    }

    /// <summary>The same request, to the last byte, under the key that has succeeded.</summary>
    private Task<Operation> ResendAsync(Operation first) => session.SendAsync(
        Act.Resend,
        Purchase(session.NextMark(), first.Mark, first.Product, first.Quantity, withKey: true),
        201,
        (operation, reply) => operation with { Id = reply.Status == 201 ? reply.Id : "", Content = first.Mark });

    private Call Purchase(string mark, string note, string product, int quantity, bool withKey) =>
        new(HttpMethod.Post, "/v1/purchases", session.Customer)
        {
            Mark = mark,
            IdempotencyKey = withKey ? note : null,
            Body = new
            {
                items = new[] { new { productId = product, quantity } },
                payment = new { method = "simulated", token = "tok_ok" },
                note,
            },
        };
}
