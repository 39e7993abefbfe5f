using Shop.Api.Auth;
using Shop.Api.Health;
using Shop.Api.Http;
using Shop.Api.Products;
using Shop.Api.Purchases;
using Shop.Api.Telemetry;
using Shop.Api.Users;
using Shop.Data;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddShopAuth();
    builder.AddShopHttp();
    builder.AddShopHealth();
    builder.AddShopTelemetry();
    builder.Services.AddShopData(builder.Configuration);
    builder.Services.AddUsers();
    builder.Services.AddProducts();
    builder.Services.AddPurchases();

    var app = builder.Build();
    app.UseShopHttp();
    app.MapShopMetrics();
    app.MapShopHealth();
    app.MapTokens();
    app.MapUsers();
    app.MapProducts();
    app.MapPurchases();

    await app.RunAsync();
    return 0;
}
catch (SettingException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 1;
}
