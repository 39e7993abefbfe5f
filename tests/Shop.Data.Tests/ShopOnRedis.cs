using System.Globalization;
using System.Text;
using Shop.Data.ApiKeys;
using Shop.Data.Audit;
using Shop.Data.Limits;
using Shop.Data.Products;
using Shop.Data.Purchases;
using Shop.Data.Redis;
using Shop.Data.Tests.Redis;
using Shop.Data.Users;
using Shop.Testing;
using StackExchange.Redis;

namespace Shop.Data.Tests;

/// <summary>The stores on a real master with two replicas and three Sentinels, shared by the tests of the stores: each makes its own data.</summary>
public sealed class ShopOnRedis : IAsyncLifetime
{
    private readonly RedisTrio _trio = new();
    private RunningRedis? _redis;

    internal UserStore Users { get; private set; } = null!;

    internal SessionStore Sessions { get; private set; } = null!;

    internal ProductStore Products { get; private set; } = null!;

    internal PurchaseStore Purchases { get; private set; } = null!;

    internal StockAudit Audit { get; private set; } = null!;

    internal ApiKeyStore ApiKeys { get; private set; } = null!;

    internal AuditStore Changes { get; private set; } = null!;

    internal BudgetStore Budgets { get; private set; } = null!;

    internal CommitQueue Commits => _redis!.Commits;

    internal Topology Topology => _redis!.Topology;

    internal Reads Reads => _redis!.Reads;

    public async Task InitializeAsync()
    {
        await _trio.InitializeAsync();
        _redis = await RunningRedis.StartAsync(_trio);
        Users = new UserStore(_redis.Commits, _redis.Reads, TimeProvider.System);
        Sessions = new SessionStore(_redis.Commits, _redis.Reads);
        Products = new ProductStore(_redis.Commits, _redis.Reads, TimeProvider.System);
        Purchases = new PurchaseStore(_redis.Commits, _redis.Reads, TimeProvider.System);
        Audit = new StockAudit(_redis.Reads);
        ApiKeys = new ApiKeyStore(_redis.Commits, _redis.Reads, TimeProvider.System);
        Changes = new AuditStore(_redis.Reads);
        Budgets = new BudgetStore(
            _redis.Commits, new RedisOptions { Sentinels = [], CountLimit = TimeSpan.FromSeconds(30) }, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }

        await _trio.DisposeAsync();
    }

    /// <summary>An operation of its own, as nginx would name it or, with a key, as the client would.</summary>
    internal static Operation Operation(string? key = null, string fingerprint = "same") =>
        new(key ?? Unique("op"), fingerprint, Unique("request"), FromClient: key is not null);

    internal static string Unique(string prefix) => $"{prefix}-{Guid.CreateVersion7():N}";

    internal async Task<Product> ProductAsync(long stock, long price = 1999, string currency = "EUR", int max = 1000, string status = "active")
    {
        var result = await Products.CreateAsync(Entry(price, currency, max, status), stock, "tester", Operation(), CancellationToken.None);
        return Assert.IsType<CreateProductResult.Created>(result).Product;
    }

    internal async Task<Product> ProductAsync(CatalogueEntry entry, long stock = 0)
    {
        var result = await Products.CreateAsync(entry, stock, "tester", Operation(), CancellationToken.None);
        return Assert.IsType<CreateProductResult.Created>(result).Product;
    }

    internal static CatalogueEntry Entry(long price = 1999, string currency = "EUR", int max = 1000, string status = "active") => new(
        Unique("SKU").ToUpperInvariant(), "A thing/with a \"name\"", new Money(price, currency), max, status,
        new ProductDetails("text", null, ["toys"], [], [], new Dictionary<string, string>(StringComparer.Ordinal), ManufacturedOn: null));

    internal Task<User> UserAsync(string role = UserRole.Customer) => UserAsync(NewUser(role));

    internal async Task<User> UserAsync(NewUser user)
    {
        var result = await Users.CreateAsync(user, Operation(), CancellationToken.None);
        return Assert.IsType<CreateUserResult.Created>(result).User;
    }

    internal static NewUser NewUser(string role = UserRole.Customer) =>
        new($"{Unique("ann")}@example.com", "Ann", "Lee", "hash", role, UserStatus.Active);

    internal static NewPurchase Buying(User user, params (Product Product, int Quantity)[] lines) => new(
        user.Id, "customer", [.. lines.Select(line => new NewLine(line.Product.Id, line.Quantity))], TimeSpan.FromMinutes(15),
        ExpectedTotal: null, ShippingAddress: null, Note: null, WithPayment: false);

    /// <summary>A purchase that is paid.</summary>
    internal async Task<Purchase> PaidAsync(NewPurchase purchase)
    {
        var (placed, operation) = (await PlacedAsync(purchase), Operation());
        var begun = Assert.IsType<BeginPaymentResult.Begun>(
            await Purchases.BeginPaymentAsync(placed.Id, placed.UserId, "", operation, CancellationToken.None));
        return Assert.IsType<FinishPaymentResult.Paid>(await Purchases.FinishPaymentAsync(
            placed.Id, begun.Attempt, new PaymentOutcome("succeeded"), "customer", placing: false, operation, CancellationToken.None)).Purchase;
    }

    internal Task<PlacePurchaseResult> PlaceAsync(NewPurchase purchase, Operation? operation = null) =>
        Purchases.PlaceAsync(purchase, operation ?? Operation(), CancellationToken.None);

    internal async Task<Purchase> PlacedAsync(NewPurchase purchase) =>
        Assert.IsType<PlacePurchaseResult.Placed>(await PlaceAsync(purchase)).Purchase;

    internal async Task<Stock> StockAsync(Product product) => (await Products.FindAsync(product.Id, new Consistency(), CancellationToken.None))!.Stock;

    /// <summary>Ends holds at once: the clock of holds is Redis' own, so the stored expiry moves instead of time.</summary>
    internal async Task EndHoldAsync(Purchase purchase)
    {
        const string script = """
            redis.call('HSET', KEYS[1], 'expiresAt', '1')
            if redis.call('HEXISTS', KEYS[1], 'attemptUntil') == 1 then redis.call('HSET', KEYS[1], 'attemptUntil', '1') end
            for i = 2, #KEYS do
              for _, held in ipairs(redis.call('ZRANGE', KEYS[i] .. ':holds', 0, -1)) do
                if string.find(held, ARGV[1], 1, true) then redis.call('ZADD', KEYS[i] .. ':holds', 1, held) end
              end
            end
            return 1
            """;
        RedisKey[] keys = [Keys.Purchase(purchase.Id), .. purchase.Lines.Select(line => (RedisKey)Keys.Product(line.ProductId))];
        await EvalAsync(script, keys, purchase.Id.ToString());
    }

    /// <summary>Lets a purchase of one line expire under a payment that keeps its hold alive, as one that began in its last seconds.</summary>
    internal Task ExpireUnderPaymentAsync(Purchase purchase)
    {
        const string script = """
            local attempt_until = redis.call('HGET', KEYS[1], 'attemptUntil')
            redis.call('HSET', KEYS[1], 'expiresAt', '1')
            return redis.call('ZADD', KEYS[2] .. ':holds', attempt_until, ARGV[1])
            """;
        var line = Assert.Single(purchase.Lines);
        return EvalAsync(script, [Keys.Purchase(purchase.Id), Keys.Product(line.ProductId)], $"{purchase.Id}:{line.Quantity}");
    }

    /// <summary>Lets 15 minutes pass for wrong passwords: the clock is Redis' own, so the stored times move instead.</summary>
    internal Task ForgetWrongPasswordsAsync(string email, string address) => EvalAsync(
        "for _, m in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do redis.call('ZADD', KEYS[1], 1, m) end return 1",
        [Keys.WrongPasswords(email, address)]);

    /// <summary>Lets a key live out its time.</summary>
    internal Task ExpireAsync(string key) => EvalAsync("return redis.call('PEXPIREAT', KEYS[1], 1)", [key]);

    internal async Task<TimeSpan?> TimeToLiveAsync(string key) =>
        await _trio.AskAsync("master", "PTTL", key) is long and >= 0 and var left ? TimeSpan.FromMilliseconds(left) : null;

    internal Task<string[]> SessionsOfAsync(User user) => Reads.ReadMasterAsync(
        async batch => Array.ConvertAll(await batch.SortedSetRangeByRankAsync(Keys.UserSessions(user.Id)), id => (string)id!));

    /// <returns>How many purchases it was told to have expired.</returns>
    internal async Task<int> SweepAsync()
    {
        var swept = await Commits.CommitAsync(
            LuaScript.Load("SweepHolds"), [Keys.HoldsDue, Keys.PurchasesExpired, Keys.PurchasesExpiredCounted], [], CancellationToken.None);
        return (int)((RedisResult[])((RedisResult[])swept.Result)[2])[1];
    }

    internal Task<StockFigures> StockCountsAsync() => new StockCounts(Reads).ReadAsync(CancellationToken.None);

    internal Task<bool> ExistsAsync(string key) => Reads.ReadMasterAsync(batch => batch.KeyExistsAsync(key));

    /// <summary>Σ movements = what is on hand and reserved, Σ open holds = what is reserved, and nothing is oversold.</summary>
    internal async Task AssertInvariantsAsync(params Product[] products)
    {
        foreach (var product in products)
        {
            var movements = await MovementsAsync(product);
            var stock = await StockAsync(product);
            var held = await Reads.ReadMasterAsync(batch => batch.SortedSetRangeByRankAsync($"{Keys.Product(product.Id)}:holds"));

            Assert.Equal(stock.OnHand, movements.Sum(movement => movement.Delta));
            Assert.Equal(stock.Reserved, movements.Sum(movement => movement.ReservedDelta));
            Assert.Equal(stock.Reserved, held.Sum(member => long.Parse(((string)member!).Split(':')[1], CultureInfo.InvariantCulture)));
            Assert.True(stock.OnHand - stock.Reserved >= 0, $"{stock} is oversold");
            Assert.Equal(Enumerable.Range(1, movements.Count).Select(n => (long)n), movements.Select(movement => movement.Sequence));
        }
    }

    internal async Task<IReadOnlyList<StockMovement>> MovementsAsync(Product product)
    {
        var latest = new Consistency { Level = ReadConsistency.Strong };
        var movements = new List<StockMovement>();
        long? below = null;
        do
        {
            var page = (await Products.ListMovementsAsync(product.Id, 100, below, includeTotal: false, latest, CancellationToken.None))!;
            movements.AddRange(page.Items);
            below = page.Next;
        }
        while (below is not null);
        movements.Reverse();
        return movements;
    }

    /// <summary>All rows of a list, page by page.</summary>
    internal static async Task<List<T>> WalkAsync<T>(Func<string?, Task<PageOf<T>>> readPage)
    {
        var rows = new List<T>();
        string? after = null;
        do
        {
            var page = await readPage(after);
            rows.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return rows;
    }

    /// <summary>What a script answers that includes what it names; for includes that no script shows alone.</summary>
    internal async Task<object?> ProbeAsync(string source, string[] keys, params string[] arguments)
    {
        var probe = LuaScript.Compose("Probe", name => name == "Probe" ? source : LuaScript.ReadEmbedded(name));
        return await _trio.AskAsync("master", ["EVAL", probe.Source, keys.Length.ToString(CultureInfo.InvariantCulture), .. keys, .. arguments]);
    }

    /// <summary>All members of a packed index, their ids as text.</summary>
    internal async Task<IReadOnlyList<string>> PackedMembersAsync(string index)
    {
        const string script = """
            --- @include "packed"
            local all = packed.range(KEYS[1], '-', '+', false, 1e9)
            for i, member in ipairs(all) do all[i] = packed.shown(member) end
            return all
            """;
        var members = ((object?[])(await ProbeAsync(script, [index]))!).Cast<string>();
        return [.. members.Select(member => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(member)))]; // bytes come as characters
    }

    /// <summary>All members of a plain index.</summary>
    internal async Task<IReadOnlyList<string>> MembersAsync(string index) =>
        [.. (await Reads.ReadMasterAsync(batch => batch.SortedSetRangeByRankAsync(index))).Select(member => (string)member!)];

    /// <summary>Runs a script past the stores, for what they would never do.</summary>
    internal async Task EvalAsync(string script, RedisKey[] keys, params RedisValue[] arguments)
    {
        var count = keys.Length.ToString(CultureInfo.InvariantCulture);
        string[] command = ["EVAL", script, count, .. keys.Select(key => (string)key!), .. arguments.Select(argument => (string)argument!)];
        await _trio.ChangeAsync(command);
    }
}

[CollectionDefinition(Name)]
public sealed class SharedShop : ICollectionFixture<ShopOnRedis>
{
    public const string Name = "The stores on one Redis trio";
}
