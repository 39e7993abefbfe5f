using FluentValidation;
using Shop.Api.Http.Json;

namespace Shop.Api.Products;

internal static class ProductSetup
{
    public static void AddProducts(this IServiceCollection services)
    {
        services.AddJson(ProductJson.Default);
        services.AddSingleton<Currencies>();
        services.AddSingleton<IValidator<NewProductRequest>, NewProductValidator>();
        services.AddSingleton<IValidator<ProductRequest>, ProductValidator>();
        services.AddSingleton<IValidator<ProductQuery>, ProductQueryValidator>();
        services.AddSingleton<IValidator<StockAdjustmentRequest>, StockAdjustmentValidator>();
        services.AddSingleton<IValidator<StockCountRequest>, StockCountValidator>();
    }
}
