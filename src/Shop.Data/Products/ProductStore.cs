using System.Globalization;
using System.Text.Json;
using Shop.Data.Redis;
using StackExchange.Redis;

namespace Shop.Data.Products;

/// <summary>
/// The catalogue and its stock. Reads come from the read set; changes are acknowledged when every live replica has them, so a product that
/// was just written is read as written. During a failover both wait; past the hold they throw <see cref="RedisUnavailableException"/>.
/// </summary>
public sealed class ProductStore
{
    private static readonly LuaScript CreateProduct = LuaScript.Load(nameof(CreateProduct));
    private static readonly LuaScript ReplaceProduct = LuaScript.Load(nameof(ReplaceProduct));
    private static readonly LuaScript ArchiveProduct = LuaScript.Load(nameof(ArchiveProduct));
    private static readonly LuaScript RestoreProduct = LuaScript.Load(nameof(RestoreProduct));
    private static readonly LuaScript AdjustStock = LuaScript.Load(nameof(AdjustStock));
    private static readonly LuaScript SetStock = LuaScript.Load(nameof(SetStock));
    private static readonly LuaScript FindBySku = LuaScript.Load(nameof(FindBySku));
    private static readonly LuaScript FindProducts = LuaScript.Load(nameof(FindProducts));
    private static readonly LuaScript ListCategories = LuaScript.Load(nameof(ListCategories));

    private readonly CommitQueue _commits;
    private readonly Reads _reads;
    private readonly TimeProvider _time;
    private readonly KeptRows<Product> _kept = new(Product.From);
    private readonly KeptPages<Product> _pages;

    internal ProductStore(CommitQueue commits, Reads reads, TimeProvider time)
    {
        (_commits, _reads, _time) = (commits, reads, time);
        _pages = new KeptPages<Product>(FindProducts, _kept);
    }

    /// <summary>The product in any status, or null when there is none of that id.</summary>
    public Task<Product?> FindAsync(Guid id, Consistency consistency, CancellationToken cancellationToken) =>
        _reads.Rows.ReadAsync(Keys.Product(id), _kept, consistency, cancellationToken);

    /// <summary>The same from the master: for a change that is worked out from it, and whose script compares the version.</summary>
    public async Task<Product?> FindLatestAsync(Guid id, CancellationToken cancellationToken)
    {
        var (fields, _) = await _reads.ReadLatestHashAsync(Keys.Product(id), cancellationToken);
        return fields.IsEmpty ? null : Product.From(fields);
    }

    /// <summary>The product of a SKU in upper case, or null.</summary>
    public async Task<Product?> FindBySkuAsync(string sku, Consistency consistency, CancellationToken cancellationToken)
    {
        var fields = HashFields.Of((string[])(await _reads.RunAsync(FindBySku, [], [sku], consistency, cancellationToken))!);
        return fields.IsEmpty ? null : Product.From(fields);
    }

    /// <summary>One page of the catalogue; sorted as <see cref="ProductSort"/> says.</summary>
    public Task<PageOf<Product>> ListAsync(ProductFilter filter, PageQuery page, Consistency consistency, CancellationToken cancellationToken) =>
        _pages.FindAsync(_reads, [], page, filter.ToArguments(page.Sort), consistency, cancellationToken);

    /// <summary>Those of the named products that the filter lets through, in the order they are named; 1..100 ids.</summary>
    public async Task<IReadOnlyList<Product>> PickAsync(
        IReadOnlyList<Guid> ids, ProductFilter filter, Consistency consistency, CancellationToken cancellationToken)
    {
        var all = new PageQuery(ids.Count, After: null, Descending: false, IncludeTotal: false);
        var keys = ids.Distinct().Select(Keys.Product).ToList();
        var found = await _pages.FindAsync(_reads, keys, all, filter.ToArguments(all.Sort), consistency, cancellationToken);
        return found.Items;
    }

    /// <summary>The categories that active products have, by name.</summary>
    public async Task<IReadOnlyList<Category>> ListCategoriesAsync(Consistency consistency, CancellationToken cancellationToken)
    {
        var categories = new List<Category>();
        string[] answer;
        do
        {
            var last = categories.Count == 0 ? "" : categories[^1].Slug;
            answer = (string[])(await _reads.RunAsync(ListCategories, [], [last], consistency, cancellationToken))!;
            categories.AddRange(answer.Skip(1).Chunk(2).Select(pair => new Category(pair[0], Number(pair[1]))));
        }
        while (answer[0] == "1");
        return categories;
    }

    /// <param name="initialStock">Units on hand from the start, 0..1 000 000.</param>
    /// <param name="actor">The admin's id.</param>
    public async Task<CreateProductResult> CreateAsync(
        CatalogueEntry entry, long initialStock, string actor, Operation operation, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        string[] keys = [Keys.Product(id), Keys.Products];
        var reply = await _commits.RunAsync(
            CreateProduct, operation, keys, [id.ToString(), now.ToUnixTimeMilliseconds(), initialStock, actor, .. Stored(entry)], cancellationToken);
        return reply.Code switch
        {
            "created" => new CreateProductResult.Created(Product.From(reply.Fields), reply.Written),
            "sku_taken" => new CreateProductResult.SkuTaken(),
            "key_reused" => new CreateProductResult.KeyReused(),
            _ => throw reply.Unexpected(CreateProduct),
        };
    }

    public async Task<ReplaceProductResult> ReplaceAsync(
        Guid id, CatalogueEntry entry, string ifMatch, Operation operation, CancellationToken cancellationToken)
    {
        var reply = await _commits.RunAsync(
            ReplaceProduct, operation, [Keys.Product(id)], [ifMatch, Now(), .. Stored(entry)], cancellationToken);
        return reply.Code switch
        {
            "replaced" => new ReplaceProductResult.Replaced(Product.From(reply.Fields), reply.Written),
            "not_found" => new ReplaceProductResult.NotFound(),
            "precondition_failed" => new ReplaceProductResult.PreconditionFailed(reply.Values[0]),
            "sku_taken" => new ReplaceProductResult.SkuTaken(),
            "key_reused" => new ReplaceProductResult.KeyReused(),
            _ => throw reply.Unexpected(ReplaceProduct),
        };
    }

    public async Task<ArchiveProductResult> ArchiveAsync(Guid id, string ifMatch, Operation operation, CancellationToken cancellationToken)
    {
        var reply = await _commits.RunAsync(ArchiveProduct, operation, [Keys.Product(id)], [ifMatch, Now()], cancellationToken);
        return reply.Code switch
        {
            "archived" => new ArchiveProductResult.Archived(reply.Written),
            "not_found" => new ArchiveProductResult.NotFound(),
            "precondition_failed" => new ArchiveProductResult.PreconditionFailed(reply.Values[0]),
            "key_reused" => new ArchiveProductResult.KeyReused(),
            _ => throw reply.Unexpected(ArchiveProduct),
        };
    }

    /// <summary>Makes an archived product active again; any other one stays as it is.</summary>
    public async Task<RestoreProductResult> RestoreAsync(Guid id, string ifMatch, Operation operation, CancellationToken cancellationToken)
    {
        var reply = await _commits.RunAsync(RestoreProduct, operation, [Keys.Product(id)], [ifMatch, Now()], cancellationToken);
        return reply.Code switch
        {
            "restored" => new RestoreProductResult.Restored(Product.From(reply.Fields), reply.Written),
            "not_found" => new RestoreProductResult.NotFound(),
            "precondition_failed" => new RestoreProductResult.PreconditionFailed(reply.Values[0]),
            "key_reused" => new RestoreProductResult.KeyReused(),
            _ => throw reply.Unexpected(RestoreProduct),
        };
    }

    /// <summary>The product's movements, newest first; null when there is no such product.</summary>
    /// <param name="limit">At most so many, 1..100.</param>
    /// <param name="below">The sequence that the page before ended with, or null for the first page.</param>
    public Task<MovementPage?> ListMovementsAsync(
        Guid id, int limit, long? below, bool includeTotal, Consistency consistency, CancellationToken cancellationToken) =>
        _reads.ReadMovementsAsync(id, limit, below, includeTotal, consistency, cancellationToken);

    public async Task<SetStockResult> SetStockAsync(
        Guid id, StockCount count, string ifMatch, Operation operation, CancellationToken cancellationToken)
    {
        string[] keys = [Keys.Product(id), Keys.HoldsDue];
        var reply = await _commits.RunAsync(
            SetStock, operation, keys, [ifMatch, count.OnHand, count.Reason, count.Actor], cancellationToken);
        return reply.Code switch
        {
            "counted" => new SetStockResult.Counted(StockLevel.From(reply.Fields), reply.Written),
            "not_found" => new SetStockResult.NotFound(),
            "precondition_failed" => new SetStockResult.PreconditionFailed(reply.Values[0]),
            "stock_below_reserved" => new SetStockResult.StockBelowReserved(new Stock(Number(reply.Values[0]), Number(reply.Values[1]))),
            "key_reused" => new SetStockResult.KeyReused(),
            _ => throw reply.Unexpected(SetStock),
        };
    }

    public async Task<AdjustStockResult> AdjustStockAsync(
        Guid id, StockAdjustment adjustment, string ifMatch, Operation operation, CancellationToken cancellationToken)
    {
        string[] keys = [Keys.Product(id), Keys.HoldsDue];
        var reply = await _commits.RunAsync(
            AdjustStock,
            operation,
            keys,
            [ifMatch, adjustment.Delta, adjustment.Reason, adjustment.Note ?? "", adjustment.Actor],
            cancellationToken);
        return reply.Code switch
        {
            "adjusted" => new AdjustStockResult.Adjusted(StockMovement.From(reply.Fields), reply.Written),
            "not_found" => new AdjustStockResult.NotFound(),
            "precondition_failed" => new AdjustStockResult.PreconditionFailed(reply.Values[0]),
            "stock_limit" => new AdjustStockResult.StockLimit(),
            "insufficient_stock" => new AdjustStockResult.InsufficientStock(new Stock(Number(reply.Values[0]), Number(reply.Values[1]))),
            "key_reused" => new AdjustStockResult.KeyReused(),
            _ => throw reply.Unexpected(AdjustStock),
        };
    }

    private static RedisValue[] Stored(CatalogueEntry entry) =>
    [
        entry.Sku, entry.Name, entry.Price.Amount, entry.Price.Currency, entry.MaxPerPurchase, entry.Status,
        JsonSerializer.Serialize(entry.Details, StoredJson.Default.ProductDetails),
        CatalogueTerms.SortName(entry.Name), CatalogueTerms.Of(entry),
    ];

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
