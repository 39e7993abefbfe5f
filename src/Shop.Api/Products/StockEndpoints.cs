using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Shop.Api.Auth;
using Shop.Api.Http;
using Shop.Data.ApiKeys;
using Shop.Data.Products;
using Shop.Data.Redis;

namespace Shop.Api.Products;

internal static class StockEndpoints
{
    public static void MapStock(this RouteGroupBuilder products)
    {
        products.Post("/{id}/stock/adjustments", AdjustAsync).ForKeys(ApiKeyScope.StockWrite).About(ProductTags.CurrentAsync)
            .As("adjustStock", "Add or take away units in stock")
            .Creates().Fails(409, "insufficient-stock").Example(ProductExamples.Adjustment, ProductExamples.Movement);
        products.Put("/{id}/stock", SetAsync).ForKeys(ApiKeyScope.StockWrite).About(ProductTags.CurrentAsync)
            .As("setStock", "Set the units in stock to what was counted")
            .Fails(409, "stock-below-reserved").Example(ProductExamples.Count, ProductExamples.Level);
        products.Get("/{id}/stock/movements", ListMovementsAsync).ForKeys(ApiKeyScope.CatalogRead).SortedBy("-sequence")
            .As("listStockMovements", "List a product's stock movements").Example(ProductExamples.Movements);
    }

    private static async Task<Results<Answer<StockMovementResponse>, Problem>> AdjustAsync(
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
            AdjustStockResult.PreconditionFailed failed => Problems.PreconditionFailed(Number(failed.CurrentVersion)),
            AdjustStockResult.StockLimit => Problems.ValidationFailed(
                [Violation.InBody("#/delta", FieldCodes.Max, "must not raise the stock above 1000000000")]),
            AdjustStockResult.InsufficientStock { Stock: var stock } =>
                Problems.InsufficientStock(stock.OnHand, stock.Reserved, stock.Available),
            AdjustStockResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Adjusting the stock came to {unknown}."),
        };

    private static async Task<Results<Answer<StockLevelResponse>, Problem>> SetAsync(
        Guid id,
        Body<StockCountRequest> body,
        Change change,
        Caller caller,
        ProductStore products,
        CancellationToken cancellationToken) =>
        await products.SetStockAsync(id, body.Value.ToCount(caller), change.IfMatch, change.Operation, cancellationToken) switch
        {
            SetStockResult.Counted counted => Answer.Ok(StockLevelResponse.From(counted.Level))
                .WithETag(counted.Level.Tag()).After(counted.Written),
            SetStockResult.NotFound => Problems.NotFound(),
            SetStockResult.PreconditionFailed failed => Problems.PreconditionFailed(Number(failed.CurrentVersion)),
            SetStockResult.StockBelowReserved { Stock: var stock } =>
                Problems.StockBelowReserved(stock.OnHand, stock.Reserved, stock.Available),
            SetStockResult.KeyReused => Problems.IdempotencyKeyReused(),
            var unknown => throw new InvalidOperationException($"Setting the stock came to {unknown}."),
        };

    private static async Task<Results<PageAnswer<StockMovementResponse>, Problem>> ListMovementsAsync(
        Guid id, Page page, ProductStore products, Consistency consistency, CancellationToken cancellationToken)
    {
        var below = page.After is { } place ? Number(place) : (long?)null;
        return await products.ListMovementsAsync(id, page.Limit, below, page.IncludeTotal, consistency, cancellationToken) is { } found
            ? page.With(
                [.. found.Items.Select(StockMovementResponse.From)], found.Next?.ToString(CultureInfo.InvariantCulture), found.Total)
            : Problems.NotFound();
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
