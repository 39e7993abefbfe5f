using Shop.Api.Admin;
using Shop.Api.ApiKeys;
using Shop.Api.Audit;
using Shop.Api.Auth;
using Shop.Api.Health;
using Shop.Api.Http;
using Shop.Api.Limits;
using Shop.Api.OpenApi;
using Shop.Api.Products;
using Shop.Api.Purchases;
using Shop.Api.Telemetry;
using Shop.Api.Users;
using Shop.Data;

try
{
    // No setting is read again while the process runs; watching their files would take up inotify instances, which are few.
    var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
    builder.AddShopLogs();
    builder.AddShopAuth();
    builder.AddShopHttp();
    builder.AddShopHealth();
    builder.AddShopTelemetry();
    builder.AddShopOpenApi();
    builder.Services.AddShopData(builder.Configuration);
    builder.Services.AddUsers();
    builder.Services.AddProducts();
    builder.Services.AddPurchases();
    builder.Services.AddApiKeys();
    builder.Services.AddAudit();
    builder.Services.AddAdmin();
    builder.Services.AddStockTelemetry();
    builder.Services.AddSettlement();

    var app = builder.Build();
    app.UseShopTelemetry();
    app.UseShopHttp();
    app.MapShopOpenApi();
    app.MapShopHealth();
    app.MapTokens();
    app.MapUsers();
    app.MapProducts();
    app.MapPurchases();
    app.MapApiKeys();
    app.MapAudit();
    app.MapAdmin();

    await app.RunAsync();
    return 0;
}
catch (SettingException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 1;
}
