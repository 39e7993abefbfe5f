using System.Globalization;

namespace Shop.Local.Drill;

/// <summary>
/// One client: a call, its answer, a moment of thought, the next call. Half of its reads carry the token of the last answer, and half of its
/// writes are read back at once, by whichever replica nginx chooses.
/// </summary>
internal sealed class LoadClient(int number, string run, ShopFront front, Assortment goods, Journal journal)
{
    private const int LeastThought = 40; // ms
    private const int MostThought = 160;

    private readonly Random _dice = new(number);
    private readonly string _customer = goods.Customers[number % goods.Customers.Count];
    private readonly string _own = goods.Own[number];
    private readonly Stack<(string Id, int Quantity)> _paid = new();
    private string? _token;
    private string? _latest;
    private int _calls;

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(_dice.Next(LeastThought, MostThought), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stop.IsCancellationRequested)
            {
                await ActAsync();
            }
        }
    }

    private Task ActAsync() => _dice.Next(100) switch
    {
        < 26 => BuyOwnAsync(),
        < 34 => BuyAsync(Act.BuyPopular, goods.Popular, _dice.Next(1, 4), withKey: false),
        < 42 => BuyScarceAsync(),
        < 50 => AdjustAsync(),
        < 54 => CancelAsync(),
        < 66 => ReadOwnProductAsync(),
        < 74 => ReadPopularTwiceAsync(),
        < 88 => ReadPurchaseAsync(),
        < 96 => ListPurchasesAsync(),
        _ => SendAsync(Act.Browse, new Call(HttpMethod.Get, "/v1/products?limit=20"), 200),
    };

    private async Task BuyOwnAsync()
    {
        var withKey = _dice.Next(4) == 0;
        var bought = await BuyAsync(Act.Buy, _own, _dice.Next(1, 4), withKey);
        if (bought is not { Outcome: Outcome.Acknowledged })
        {
            return;
        }

        (_latest, var made) = (bought.Id, bought);
        _paid.Push((made.Id, made.Quantity));
        if (withKey)
        {
            await ResendAsync(made);
        }

        await ReadBackAsync();
    }

    private async Task BuyScarceAsync()
    {
        var scarce = goods.ScarceNow;
        if (await BuyAsync(Act.BuyScarce, goods.Scarce[scarce], 1, withKey: false) is { Outcome: Outcome.Refused })
        {
            goods.SoldOut(scarce);
        }
    }

    private Task<Operation> BuyAsync(Act act, string product, int quantity, bool withKey)
    {
        var mark = NextMark();
        return SendAsync(act, Purchase(mark, mark, product, quantity, withKey), 201, (operation, reply) => operation with
        {
            Product = product,
            Quantity = quantity,
            Id = reply.Status == 201 ? reply.Id : "",
            Content = reply.Status == 201 ? PurchaseText.Of(reply.Body) : "",
        });
    }

    /// <summary>The same request, to the last byte, under the key that has succeeded.</summary>
    private Task<Operation> ResendAsync(Operation first) => SendAsync(
        Act.Resend,
        Purchase(NextMark(), first.Mark, first.Product, first.Quantity, withKey: true),
        201,
        (operation, reply) => operation with { Id = reply.Status == 201 ? reply.Id : "", Content = first.Mark });

    private Call Purchase(string mark, string note, string product, int quantity, bool withKey) => new(HttpMethod.Post, "/v1/purchases", _customer)
    {
        Mark = mark,
        IdempotencyKey = withKey ? note : null,
        Body = new { items = new[] { new { productId = product, quantity } }, payment = new { method = "simulated", token = "tok_ok" }, note },
    };

    private async Task AdjustAsync()
    {
        var product = _dice.Next(3) == 0 ? goods.Popular : _own;
        var (mark, delta) = (NextMark(), _dice.Next(1, 6));
        var call = new Call(HttpMethod.Post, $"/v1/products/{product}/stock/adjustments", goods.Admin)
        {
            Mark = mark,
            Body = new { delta, reason = "restock", note = mark },
        };
        await SendAsync(Act.Adjust, call, 201, (operation, _) => operation with { Product = product, Quantity = delta });
        await ReadBackAsync();
    }

    private async Task CancelAsync()
    {
        if (!_paid.TryPop(out var paid))
        {
            return;
        }

        var call = new Call(HttpMethod.Post, $"/v1/purchases/{paid.Id}/cancel", _customer) { Mark = NextMark() };
        await SendAsync(
            Act.Cancel, call, 200, (operation, _) => operation with { Product = _own, Id = paid.Id, Quantity = paid.Quantity });
        await ReadBackAsync();
    }

    private Task ReadBackAsync() => _dice.Next(4) switch
    {
        0 => ReadOwnProductAsync(),
        1 => ReadPurchaseAsync(),
        _ => Task.CompletedTask,
    };

    private Task<Operation> ReadOwnProductAsync() => SendAsync(Act.ReadOwnProduct, Read($"/v1/products/{_own}"), 200, (operation, reply) => operation with
    {
        Product = _own,
        Seen = reply.Status == 200 ? reply.Body.GetProperty("stock").GetProperty("available").GetInt64() - Assortment.Ample : null,
    });

    /// <summary>The second read sends the token of the first and may come from another replica.</summary>
    private async Task ReadPopularTwiceAsync()
    {
        var path = $"/v1/products/{goods.Popular}";
        var first = await SendAsync(Act.ReadPopularProduct, Read(path), 200, WithVersion);
        var second = Read(path) with { ConsistencyToken = _token };
        await SendAsync(Act.ReadPopularProduct, second, 200, (operation, reply) => WithVersion(operation, reply) with { Floor = first.Seen });
    }

    private static Operation WithVersion(Operation operation, Reply reply) =>
        operation with { Seen = reply.Status == 200 ? reply.StockVersion : null };

    private Task ReadPurchaseAsync() => _latest is not { } id
        ? Task.CompletedTask
        : SendAsync(Act.ReadPurchase, Read($"/v1/purchases/{id}"), 200, (operation, reply) => operation with
        {
            Id = id,
            Outcome = reply.Status == 404 ? Outcome.Acknowledged : operation.Outcome,
            Content = reply.Status switch { 200 => reply.Body.GetProperty("status").GetString()!, 404 => "absent", _ => "" },
        });

    private Task<Operation> ListPurchasesAsync() =>
        SendAsync(Act.ListPurchases, Read($"/v1/purchases?productId={_own}&limit=5"), 200, (operation, reply) => operation with
        {
            Ids = reply.Status == 200 ? [.. reply.Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)] : [],
        });

    private Call Read(string path) => new(HttpMethod.Get, path, _customer) { ConsistencyToken = _dice.Next(2) == 0 ? _token : null };

    private async Task<Operation> SendAsync(Act act, Call call, int expected, Func<Operation, Reply, Operation>? complete = null)
    {
        var marked = call.Mark.Length > 0 ? call : call with { Mark = NextMark() };
        var start = journal.Now;
        var reply = await front.SendAsync(marked);
        var plain = new Operation(number, act, marked.Mark, start, journal.Now, OutcomeOf(act, reply, expected))
        {
            Status = reply.Status,
            Error = reply.Error,
        };
        var operation = complete?.Invoke(plain, reply) ?? plain;
        journal.Add(operation);
        _token = reply.ConsistencyToken ?? _token;
        return operation;
    }

    private static Outcome OutcomeOf(Act act, Reply reply, int expected) => reply.Status switch
    {
        var status when status == expected => Outcome.Acknowledged,
        409 when act == Act.BuyScarce && reply.Error.Contains("\"out-of-stock\"", StringComparison.Ordinal) => Outcome.Refused,
        503 when reply.HasRetryAfter => Outcome.Unavailable,
        _ => Outcome.Failed,
    };

    private string NextMark() => string.Create(CultureInfo.InvariantCulture, $"{run}-{number}-{_calls++}");
}
