using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data.Products;
using Shop.Data.Redis;

namespace Shop.Api.Products;

internal static class ProductEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder app)
    {
        var products = app.MapGroup("/v1/products").WithTags("Products").For(Audience.Admin).ExampleOf("id", ProductExamples.Id);
        products.Get("/", ListAsync).For(Audience.Everyone).SortedBy("-createdAt", "createdAt")
            .As("listProducts", "List products").Example(ProductExamples.Page);
        products.Post("/", CreateAsync).As("createProduct", "Add a product")
            .Creates().Fails(409, "sku-taken").Example(ProductExamples.NewProduct, ProductExamples.Created);
        products.Get("/{id}", GetAsync).For(Audience.Everyone).As("getProduct", "Read a product").Example(ProductExamples.Product);
        products.Get("/by-sku/{sku}", GetBySkuAsync).For(Audience.Everyone).As("getProductBySku", "Read a product by its SKU")
            .ExampleOf("sku", ProductExamples.Sku).Example(ProductExamples.Product);
        products.Put("/{id}", ReplaceAsync).About(CurrentAsync).As("replaceProduct", "Replace a product's catalogue entry")
            .Fails(409, "sku-taken").Example(ProductExamples.Replacement, ProductExamples.Replaced);
        products.Delete("/{id}", ArchiveAsync).As("archiveProduct", "Take a product out of the catalogue");
        products.Post("/{id}/stock/adjustments", AdjustStockAsync).About(CurrentAsync).As("adjustStock", "Add or take away units in stock")
            .Creates().Fails(409, "insufficient-stock").Example(ProductExamples.Adjustment, ProductExamples.Movement);
    }

    private static async Task<PageAnswer<ProductResponse>> ListAsync(
        Page page, Caller caller, ProductStore products, CancellationToken cancellationToken)
    {
        var query = new PageQuery(page.Limit, page.After, Descending: page.Sort[0] == '-', page.IncludeTotal);
        var found = await products.ListAsync(onlyActive: !caller.IsAdmin, query, cancellationToken);
        return page.With([.. found.Items.Select(product => ProductResponse.For(caller, product))], found.Next, found.Total).Cacheable();
    }

    private static async Task<Results<Answer<ProductResponse>, Problem>> CreateAsync(
        Body<NewProductRequest> body, Change change, Caller caller, ProductStore products, CancellationToken cancellationToken)
    {
        var result = await products.CreateAsync(
            body.Value.ToEntry(), body.Value.InitialStock ?? 0, caller.Id.ToString(), change.Operation, cancellationToken);
        return result switch
        {
            CreateProductResult.Created created => Answer
                .Created($"/v1/products/{created.Product.Id}", ProductResponse.For(caller, created.Product))
                .WithETag(Tag(created.Product)).After(created.Written),
            CreateProductResult.SkuTaken => Problems.SkuTaken(),
            CreateProductResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Adding a product came to {unknown}."),
        };
    }

    private static async Task<Results<Answer<ProductResponse>, Problem>> GetAsync(
        Guid id, Caller caller, ProductStore products, CancellationToken cancellationToken) =>
        Shown(caller, await products.FindAsync(id, cancellationToken));

    private static async Task<Results<Answer<ProductResponse>, Problem>> GetBySkuAsync(
        string sku, Caller caller, ProductStore products, CancellationToken cancellationToken) =>
        Shown(caller, await products.FindBySkuAsync(sku.ToUpperInvariant(), cancellationToken));

    private static async Task<Results<Answer<ProductResponse>, Problem>> ReplaceAsync(
        Guid id, Body<ProductRequest> body, Change change, Caller caller, ProductStore products, CancellationToken cancellationToken) =>
        await products.ReplaceAsync(id, body.Value.ToEntry(), change.IfMatch, change.Operation, cancellationToken) switch
        {
            ReplaceProductResult.Replaced replaced => Answer.Ok(ProductResponse.For(caller, replaced.Product))
                .WithETag(Tag(replaced.Product)).After(replaced.Written),
            ReplaceProductResult.NotFound => Problems.NotFound(),
            ReplaceProductResult.PreconditionFailed failed => Problems.PreconditionFailed(Version(failed.CurrentVersion)),
            ReplaceProductResult.SkuTaken => Problems.SkuTaken(),
            ReplaceProductResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Replacing a product came to {unknown}."),
        };

    private static async Task<Results<Answer, Problem>> ArchiveAsync(
        Guid id, Change change, ProductStore products, CancellationToken cancellationToken) =>
        await products.ArchiveAsync(id, change.IfMatch, change.Operation, cancellationToken) switch
        {
            ArchiveProductResult.Archived archived => Answer.NoContent().After(archived.Written),
            ArchiveProductResult.NotFound => Problems.NotFound(),
            ArchiveProductResult.PreconditionFailed failed => Problems.PreconditionFailed(Version(failed.CurrentVersion)),
            ArchiveProductResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Archiving a product came to {unknown}."),
        };

    private static async Task<Results<Answer<StockMovementResponse>, Problem>> AdjustStockAsync(
        Guid id,
        Body<StockAdjustmentRequest> body,
        Change change,
        Caller caller,
        ProductStore products,
        CancellationToken cancellationToken) =>
        await products.AdjustStockAsync(id, body.Value.ToAdjustment(caller), change.IfMatch, change.Operation, cancellationToken) switch
        {
            AdjustStockResult.Adjusted adjusted => Answer.Created(StockMovementResponse.From(adjusted.Movement)).After(adjusted.Written),
            AdjustStockResult.NotFound => Problems.NotFound(),
            AdjustStockResult.PreconditionFailed failed => Problems.PreconditionFailed(Version(failed.CurrentVersion)),
            AdjustStockResult.StockLimit => Problems.ValidationFailed(
                [Violation.InBody("#/delta", FieldCodes.Max, "must not raise the stock above 1000000000")]),
            AdjustStockResult.InsufficientStock { Stock: var stock } => Problems.InsufficientStock(stock.OnHand, stock.Reserved, stock.Available),
            AdjustStockResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Adjusting the stock came to {unknown}."),
        };

    private static async Task<Subject> CurrentAsync(Guid id, ProductStore products, CancellationToken cancellationToken) =>
        await products.FindAsync(id, cancellationToken) is { } product ? Subject.At(product.Version, Tag(product)) : Subject.Missing;

    private static Results<Answer<ProductResponse>, Problem> Shown(Caller caller, Product? product) =>
        product is not null && (product.IsActive || caller.IsAdmin)
            ? Answer.Ok(ProductResponse.For(caller, product)).WithETag(Tag(product)).Cacheable()
            : Problems.NotFound();

    // A sale changes the stock and not the version; what is answered changes with both.
    private static string Tag(Product product) => string.Create(CultureInfo.InvariantCulture, $"{product.Version}.{product.StockVersion}");

    private static long Version(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
