using Shop.Api.Auth;
using Shop.Api.Http;

var builder = WebApplication.CreateBuilder(args);
builder.AddShopAuth();
builder.AddShopHttp();

var app = builder.Build();
app.UseShopHttp();

await app.RunAsync();
