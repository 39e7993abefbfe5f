using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data.ApiKeys;
using Shop.Data.Products;
using Shop.Data.Redis;

namespace Shop.Api.Products;

internal static class ProductEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder app)
    {
        var products = app.MapGroup("/v1/products").WithTags("Products").For(Audience.Admin).ExampleOf("id", ProductExamples.Id);
        products.Get("/", ListAsync).For(Audience.Everyone).ForKeys(ApiKeyScope.CatalogRead)
            .SortedBy("-createdAt", "createdAt", "price", "-price", "name", "-name", "soldCount", "-soldCount")
            .As("listProducts", "List, search and filter products").Example(ProductExamples.Page);
        products.Post("/", CreateAsync).ForKeys(ApiKeyScope.CatalogWrite).As("createProduct", "Add a product")
            .Creates().Fails(409, "sku-taken").Example(ProductExamples.NewProduct, ProductExamples.Created);
        products.Get("/{id}", GetAsync).For(Audience.Everyone).ForKeys(ApiKeyScope.CatalogRead)
            .As("getProduct", "Read a product").Example(ProductExamples.Product);
        products.Get("/by-sku/{sku}", GetBySkuAsync).For(Audience.Everyone).ForKeys(ApiKeyScope.CatalogRead)
            .As("getProductBySku", "Read a product by its SKU")
            .ExampleOf("sku", ProductExamples.Sku).Example(ProductExamples.Product);
        products.Put("/{id}", ReplaceAsync).ForKeys(ApiKeyScope.CatalogWrite).About(ProductTags.CurrentAsync)
            .As("replaceProduct", "Replace a product's catalogue entry")
            .Fails(409, "sku-taken").Example(ProductExamples.Replacement, ProductExamples.Replaced);
        products.Patch("/{id}", PatchAsync).ForKeys(ApiKeyScope.CatalogWrite)
            .As("patchProduct", "Change parts of a product's catalogue entry")
            .Fails(409, "sku-taken").Example(ProductExamples.Patch, ProductExamples.Replaced);
        products.Delete("/{id}", ArchiveAsync).ForKeys(ApiKeyScope.CatalogWrite)
            .As("archiveProduct", "Take a product out of the catalogue");
        products.Post("/{id}/restore", RestoreAsync).ForKeys(ApiKeyScope.CatalogWrite).About(ProductTags.CurrentAsync)
            .As("restoreProduct", "Bring an archived product back into the catalogue").Example(ProductExamples.Product);
        products.MapStock();

        app.MapGroup("/v1/categories").WithTags("Products").Get("/", ListCategoriesAsync).For(Audience.Everyone).ForKeys(ApiKeyScope.CatalogRead)
            .As("listCategories", "List the categories of active products").Example(ProductExamples.Categories);
    }

    private static async Task<PageAnswer<ProductResponse>> ListAsync(
        Page page,
        Query<ProductQuery> query,
        Caller caller,
        ProductStore products,
        Currencies currencies,
        Consistency consistency,
        CancellationToken cancellationToken)
    {
        var filter = query.Value.ToFilter(caller, currencies);
        if (query.Value.Ids is null)
        {
            return Listed(page, caller, await products.ListAsync(filter, page.ToQuery(), consistency, cancellationToken));
        }

        var picked = await products.PickAsync(query.Value.ReadIds()!, filter, consistency, cancellationToken);
        return Listed(page, caller, new PageOf<Product>(picked, Next: null, picked.Count));
    }

    // What an admin sees of the stock is not what was rendered for everyone.
    private static PageAnswer<ProductResponse> Listed(Page page, Caller caller, PageOf<Product> found)
    {
        var answer = page.With(found, product => ProductResponse.For(caller, product)).Cacheable();
        return caller.IsAdmin ? answer : answer.RenderedOnceFor(found.Items);
    }

    private static async Task<Answer<CategoriesResponse>> ListCategoriesAsync(
        ProductStore products, Consistency consistency, CancellationToken cancellationToken) =>
        Answer.Ok(new CategoriesResponse(await products.ListCategoriesAsync(consistency, cancellationToken))).Cacheable();

    private static async Task<Results<Answer<ProductResponse>, Problem>> CreateAsync(
        Body<NewProductRequest> body, Change change, Caller caller, ProductStore products, CancellationToken cancellationToken)
    {
        var result = await products.CreateAsync(
            body.Value.ToEntry(), body.Value.InitialStock ?? 0, caller.Id.ToString(), change.Operation, cancellationToken);
        return result switch
        {
            CreateProductResult.Created created => Answer
                .Created($"/v1/products/{created.Product.Id}", ProductResponse.For(caller, created.Product))
                .WithETag(created.Product.Tag()).After(created.Written),
            CreateProductResult.SkuTaken => Problems.SkuTaken(),
            CreateProductResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Adding a product came to {unknown}."),
        };
    }

    private static async Task<Results<Answer<ProductResponse>, Problem>> GetAsync(
        Guid id, Caller caller, ProductStore products, Consistency consistency, CancellationToken cancellationToken) =>
        Shown(caller, await products.FindAsync(id, consistency, cancellationToken));

    private static async Task<Results<Answer<ProductResponse>, Problem>> GetBySkuAsync(
        string sku, Caller caller, ProductStore products, Consistency consistency, CancellationToken cancellationToken) =>
        Shown(caller, await products.FindBySkuAsync(sku.ToUpperInvariant(), consistency, cancellationToken));

    private static async Task<Results<Answer<ProductResponse>, Problem>> ReplaceAsync(
        Guid id, Body<ProductRequest> body, Change change, Caller caller, ProductStore products, CancellationToken cancellationToken) =>
        await products.ReplaceAsync(id, body.Value.ToEntry(), change.IfMatch, change.Operation, cancellationToken) switch
        {
            ReplaceProductResult.Replaced replaced => Answer.Ok(ProductResponse.For(caller, replaced.Product))
                .WithETag(replaced.Product.Tag()).After(replaced.Written),
            ReplaceProductResult.NotFound => Problems.NotFound(),
            ReplaceProductResult.PreconditionFailed failed => Problems.PreconditionFailed(Version(failed.CurrentVersion)),
            ReplaceProductResult.SkuTaken => Problems.SkuTaken(),
            ReplaceProductResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Replacing a product came to {unknown}."),
        };

    private static Task<Results<Answer<ProductResponse>, Problem>> PatchAsync(
        Guid id, Patch<ProductRequest> patch, Change change, Caller caller, ProductStore products, CancellationToken cancellationToken) =>
        patch.ApplyAsync(
            change,
            async () => await products.FindLatestAsync(id, cancellationToken) is { } product
                ? new Patchable<ProductRequest>(ProductRequest.From(product.Entry), product.Subject())
                : null,
            (merged, based) => ReplaceAsync(id, new Body<ProductRequest>(merged), based, caller, products, cancellationToken));

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

    private static async Task<Results<Answer<ProductResponse>, Problem>> RestoreAsync(
        Guid id, OptionalBody<NoFields> body, Change change, Caller caller, ProductStore products, CancellationToken cancellationToken) =>
        await products.RestoreAsync(id, change.IfMatch, change.Operation, cancellationToken) switch
        {
            RestoreProductResult.Restored restored => Answer.Ok(ProductResponse.For(caller, restored.Product))
                .WithETag(restored.Product.Tag()).After(restored.Written),
            RestoreProductResult.NotFound => Problems.NotFound(),
            RestoreProductResult.PreconditionFailed failed => Problems.PreconditionFailed(Version(failed.CurrentVersion)),
            RestoreProductResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Restoring a product came to {unknown}."),
        };

    private static Results<Answer<ProductResponse>, Problem> Shown(Caller caller, Product? product)
    {
        if (product is null || !(product.IsActive || caller.IsAdmin))
        {
            return Problems.NotFound();
        }

        var answer = Answer.Ok(ProductResponse.For(caller, product)).WithETag(product.Tag()).Cacheable();
        return caller.IsAdmin ? answer : answer.RenderedOnceFor(product);
    }

    private static long Version(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
