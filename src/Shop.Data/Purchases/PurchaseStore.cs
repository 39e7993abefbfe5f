using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.Purchases;

/// <summary>
/// The purchases and what they do to the stock. Reads come from the read set; changes are acknowledged when every live replica has them.
/// During a failover both wait; past the hold they throw <see cref="RedisUnavailableException"/>.
/// </summary>
public sealed partial class PurchaseStore
{
    private static readonly LuaScript PlacePurchase = LuaScript.Load(nameof(PlacePurchase));
    private static readonly LuaScript BeginPayment = LuaScript.Load(nameof(BeginPayment));
    private static readonly LuaScript FinishPayment = LuaScript.Load(nameof(FinishPayment));
    private static readonly LuaScript FindPurchases = LuaScript.Load(nameof(FindPurchases));

    private readonly CommitQueue _commits;
    private readonly Reads _reads;
    private readonly TimeProvider _time;

    internal PurchaseStore(CommitQueue commits, Reads reads, TimeProvider time) => (_commits, _reads, _time) = (commits, reads, time);

    /// <summary>The purchase, or null when there is none of that id.</summary>
    public async Task<Purchase?> FindAsync(Guid id, Consistency consistency, CancellationToken cancellationToken)
    {
        var (fields, now) = await _reads.ReadHashAsync(Keys.Purchase(id), consistency, cancellationToken);
        return fields.IsEmpty ? null : Purchase.From(fields, now);
    }

    /// <summary>The same from the master: for a change that is worked out from it, and whose script compares the version.</summary>
    public async Task<Purchase?> FindLatestAsync(Guid id, CancellationToken cancellationToken)
    {
        var (fields, now) = await _reads.ReadLatestHashAsync(Keys.Purchase(id), cancellationToken);
        return fields.IsEmpty ? null : Purchase.From(fields, now);
    }

    /// <summary>One page of the purchases, by time of creation.</summary>
    public Task<PageOf<Purchase>> ListAsync(
        PurchaseFilter filter, PageQuery page, Consistency consistency, CancellationToken cancellationToken)
    {
        var index = filter.UserId is { } id ? Keys.UserPurchases(id) : Keys.Purchases;
        return _reads.FindAsync(
            FindPurchases, [index], page, filter.ToArguments(), (fields, now) => Purchase.From(fields, now), consistency, cancellationToken);
    }

    /// <summary>Reserves all lines or none, at the catalogue's prices.</summary>
    public async Task<PlacePurchaseResult> PlaceAsync(NewPurchase purchase, Operation operation, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var attempt = Guid.CreateVersion7(now);
        string[] keys =
        [
            Keys.Purchase(id), Keys.User(purchase.UserId), Keys.UserPurchases(purchase.UserId), Keys.Purchases, Keys.HoldsDue,
            .. purchase.Lines.Select(line => Keys.Product(line.ProductId)),
        ];
        RedisValue[] arguments =
        [
            id.ToString(), purchase.UserId.ToString(), purchase.Actor, now.ToUnixTimeMilliseconds(), (long)purchase.Hold.TotalSeconds,
            Json(purchase.Note, StoredJson.Default.String), Json(purchase.ShippingAddress, StoredJson.Default.ShippingAddress),
            Text(purchase.ExpectedTotal?.Amount), purchase.ExpectedTotal?.Currency ?? "", purchase.WithPayment ? attempt.ToString() : "",
            .. purchase.Lines.Select(line => (RedisValue)line.Quantity),
        ];
        var reply = await _commits.RunAsync(PlacePurchase, operation, keys, arguments, cancellationToken);
        return Placed(reply);
    }

    /// <summary>Marks an attempt to pay; the caller asks the provider and hands its word to <see cref="FinishPaymentAsync"/>.</summary>
    /// <param name="owner">Whose purchase it must be, or null for an admin.</param>
    public async Task<BeginPaymentResult> BeginPaymentAsync(
        Guid id, Guid? owner, string ifMatch, Operation operation, CancellationToken cancellationToken)
    {
        var attempt = Guid.CreateVersion7(_time.GetUtcNow());
        var reply = await _commits.RunAsync(
            BeginPayment,
            operation,
            [Keys.Purchase(id), Keys.HoldsDue],
            [ifMatch, owner?.ToString() ?? "", attempt.ToString()],
            cancellationToken);
        return reply.Code switch
        {
            "begun" => new BeginPaymentResult.Begun(Purchase.From(reply.Fields), Attempt(reply)),
            "paid" => new BeginPaymentResult.Paid(Purchase.From(reply.Fields), reply.Written),
            "declined" => new BeginPaymentResult.Declined(Purchase.From(reply.Fields), reply.Written),
            "in_progress" => new BeginPaymentResult.InProgress(),
            "not_found" => new BeginPaymentResult.NotFound(),
            "precondition_failed" => new BeginPaymentResult.PreconditionFailed(reply.Values[0]),
            "invalid_state" => new BeginPaymentResult.InvalidState(Purchase.From(reply.Fields)),
            "purchase_expired" => new BeginPaymentResult.PurchaseExpired(Expired(reply.Fields)),
            "key_reused" => new BeginPaymentResult.KeyReused(),
            _ => throw reply.Unexpected(BeginPayment),
        };
    }

    /// <summary>Turns the provider's word into a sale, a decline or an error. The operation is that of the step that began the attempt.</summary>
    /// <param name="placing">Whether the purchase was placed in the same call: then a failed provider still answers with it.</param>
    public async Task<FinishPaymentResult> FinishPaymentAsync(
        Guid id, Guid attempt, PaymentOutcome outcome, string actor, bool placing, Operation operation, CancellationToken cancellationToken)
    {
        var reply = await _commits.RunAsync(
            FinishPayment,
            operation,
            [Keys.Purchase(id), Keys.HoldsDue],
            [attempt.ToString(), outcome.Status, outcome.DeclineCode ?? "", actor, placing ? "place" : "pay"],
            cancellationToken);
        return reply.Code switch
        {
            "paid" => new FinishPaymentResult.Paid(Purchase.From(reply.Fields), reply.Written),
            "declined" => new FinishPaymentResult.Declined(Purchase.From(reply.Fields), reply.Written),
            "failed" => new FinishPaymentResult.Failed(Purchase.From(reply.Fields), reply.Written),
            "hold_lost" => new FinishPaymentResult.HoldLost(Purchase.From(reply.Fields)),
            "key_reused" => new FinishPaymentResult.KeyReused(),
            _ => throw reply.Unexpected(FinishPayment),
        };
    }

    private static PlacePurchaseResult Placed(ScriptReply reply) => reply.Code switch
    {
        "placed" => new PlacePurchaseResult.Placed(Purchase.From(reply.Fields), reply.Written),
        "payment_begun" => new PlacePurchaseResult.PaymentBegun(Purchase.From(reply.Fields), Attempt(reply)),
        "paid" => new PlacePurchaseResult.Paid(Purchase.From(reply.Fields), reply.Written),
        "declined" => new PlacePurchaseResult.Declined(Purchase.From(reply.Fields), reply.Written),
        "failed" => new PlacePurchaseResult.Failed(Purchase.From(reply.Fields), reply.Written),
        "in_progress" => new PlacePurchaseResult.InProgress(),
        "unknown_user" => new PlacePurchaseResult.UnknownUser(),
        "unknown_product" => new PlacePurchaseResult.UnknownProduct([.. reply.Values.Select(line => (int)Number(line))]),
        "above_max_per_purchase" => new PlacePurchaseResult.AboveMaxPerPurchase(
            [.. reply.Values.Chunk(2).Select(values => new LineAboveMax((int)Number(values[0]), Number(values[1])))]),
        "mixed_currency" => new PlacePurchaseResult.MixedCurrency(),
        "amount_overflow" => new PlacePurchaseResult.AmountOverflow(),
        "product_unavailable" => new PlacePurchaseResult.ProductUnavailable([.. reply.Values.Select(Guid.Parse)]),
        "price_changed" => new PlacePurchaseResult.PriceChanged(new Money(Number(reply.Values[0]), reply.Values[1])),
        "out_of_stock" => new PlacePurchaseResult.OutOfStock([.. reply.Values.Chunk(3).Select(Shortage)]),
        "key_reused" => new PlacePurchaseResult.KeyReused(),
        _ => throw reply.Unexpected(PlacePurchase),
    };

    // Not always the one that this call has named: a call that was handed on goes on with the first replica's.
    private static Guid Attempt(ScriptReply reply) => reply.Fields.Id("attempt");

    private static Shortage Shortage(string[] values) => new(Guid.Parse(values[0]), Number(values[1]), Number(values[2]));

    // The script has found the hold over, though the release of its lines may be yet to come.
    private static Purchase Expired(HashFields fields) => Purchase.From(fields) with { Status = PurchaseStatus.Expired };

    private static string Json<T>(T? value, JsonTypeInfo<T> type) where T : class => JsonSerializer.Serialize(value!, type);

    private static string Text(long? amount) => amount?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
