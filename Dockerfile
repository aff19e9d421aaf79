FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1
RUN useradd --system --create-home --home-dir /home/demarche demarche
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-deps --require-hashes -r requirements.txt
COPY . .
RUN STATIC_HASHED=1 STATIC_ROOT=/app/staticfiles DEMARCHE_HOME=/tmp/build \
    python manage.py collectstatic --no-input && rm -r /tmp/build

ENV STATIC_ROOT=/app/staticfiles HOST=0.0.0.0 PORT=8000
USER demarche
EXPOSE 8000
CMD ["python", "manage.py", "run", "web"]
